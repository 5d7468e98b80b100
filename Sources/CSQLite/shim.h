#pragma once
#include <sqlite3.h>

/// Lets SQLite count no memory, which takes a lock at every allocation. Without effect once SQLite is
/// in use. (Swift cannot call functions with variable arguments.)
static inline int stepwell_count_no_memory(void) {
  return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

/// Binds a copy of `length` bytes of UTF-8 text. (Swift cannot import SQLITE_TRANSIENT.)
static inline int stepwell_bind_text(
    sqlite3_stmt *statement, int index, const void *text, sqlite3_uint64 length) {
  return sqlite3_bind_text64(
      statement, index, (const char *)text, length, SQLITE_TRANSIENT, SQLITE_UTF8);
}
