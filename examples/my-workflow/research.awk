# Takes notes: the sentences of a text that share a longer word with a question.
#
#   echo QUESTION | awk -f research.awk - TEXT
#
# A note is PARAGRAPH|SENTENCE. Words of five letters or more count as the same when they begin
# with the same five, so that "crashed" finds "crashes".

BEGIN { RS = ""; FS = "\n" }

NR == FNR {
  count = split(tolower($0), words, /[^a-z]+/)
  for (i = 1; i <= count; i++) if (length(words[i]) > 4) asked[substr(words[i], 1, 5)] = 1
  next
}

FNR > 1 {  # the first paragraph is the title
  gsub(/[\n ]+/, " ")
  count = split($0, sentences, /[.] */)
  for (i = 1; i <= count; i++) if (answers(sentences[i])) print FNR - 1 "|" sentences[i] "."
}

function answers(sentence,    count, words, i) {
  count = split(tolower(sentence), words, /[^a-z]+/)
  for (i = 1; i <= count; i++) if (substr(words[i], 1, 5) in asked) return 1
  return 0
}
