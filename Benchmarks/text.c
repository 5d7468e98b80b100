#define _GNU_SOURCE
#include "text.h"

#include <string.h>

Text text(const char *words) { return (Text){words, strlen(words)}; }

bool equal(Text one, Text other) {
  return one.length == other.length && memcmp(one.start, other.start, one.length) == 0;
}

static const char *skip_blanks(const char *at, const char *end) {
  while (at < end && (*at == ' ' || *at == '\t' || *at == '\r' || *at == '\n')) at++;
  return at;
}

// The place after the string whose opening quote is at `at`.
static const char *skip_string(const char *at, const char *end) {
  for (at++; at < end && *at != '"'; at++)
    if (*at == '\\') at++;
  return at < end ? at + 1 : end;
}

// The place after the value at `at`.
static const char *skip_value(const char *at, const char *end) {
  int depth = 0;
  while (at < end) {
    if (*at == '"') {
      at = skip_string(at, end);
    } else if (*at == '{' || *at == '[') {
      depth++;
      at++;
    } else if (*at == '}' || *at == ']') {
      if (depth == 0) return at;
      depth--;
      at++;
    } else if (*at == ',' && depth == 0) {
      return at;
    } else {
      at++;
      continue;
    }
    if (depth == 0) return at;
  }
  return at;
}

Text member(Text object, const char *name) {
  const char *end = object.start + object.length;
  const char *at = skip_blanks(object.start, end);
  if (at == end || *at != '{') return (Text){at, 0};
  for (at++; at < end;) {
    at = skip_blanks(at, end);
    if (at == end || *at != '"') break;
    const char *key = at + 1;
    at = skip_string(at, end);
    Text found = {key, (size_t)(at - 1 - key)};
    at = skip_blanks(at, end) + 1;
    at = skip_blanks(at, end);
    const char *value = at;
    at = skip_value(at, end);
    if (equal(found, text(name))) return (Text){value, (size_t)(at - value)};
    at = skip_blanks(at, end) + 1;
  }
  return (Text){end, 0};
}

size_t count(Text haystack, Text needle) {
  size_t found = 0;
  const char *end = haystack.start + haystack.length;
  const char *at = haystack.start;
  while ((at = memmem(at, (size_t)(end - at), needle.start, needle.length))) {
    found++;
    at += needle.length;
  }
  return found;
}
