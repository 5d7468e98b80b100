// Finds members in the text of a JSON object: as much JSON as the drivers need.
#ifndef TEXT_H
#define TEXT_H

#include <stdbool.h>
#include <stddef.h>

// A piece of somebody else's bytes.
typedef struct {
  const char *start;
  size_t length;
} Text;

Text text(const char *words);
bool equal(Text one, Text other);
// The value of a member as it is written, strings with their quotes; length 0 where there is none.
Text member(Text object, const char *name);
// How often `needle` occurs.
size_t count(Text haystack, Text needle);

#endif
