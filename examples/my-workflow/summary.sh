#!/bin/sh
# Keeps the three notes that share most words with the others, in their order.
set -eu
LC_ALL=C
export LC_ALL

rate() {  # prints RATING|LINE|NOTE for each note
  awk '
    { notes[NR] = $0 }
    END {
      for (note = 1; note <= NR; note++) {
        split("", seen)
        count = split(tolower(notes[note]), words, /[^a-z]+/)
        for (i = 1; i <= count; i++) {
          stem = substr(words[i], 1, 5)
          if (length(stem) < 5 || stem in seen) continue
          seen[stem]; total[stem]++; stems[note] = stems[note] " " stem
        }
      }
      for (note = 1; note <= NR; note++) {
        rating = 0
        count = split(stems[note], words, " ")
        for (i = 1; i <= count; i++) rating += total[words[i]] - 1
        print rating "|" note "|" notes[note]
      }
    }'
}

rate | sort -t '|' -k 1,1nr -k 2,2n | head -n 3 | sort -t '|' -k 2,2n | cut -d '|' -f 3-
