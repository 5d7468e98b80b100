// The least that the machine can do the same in: what each measurement is held against.
//
//   floor answer DATABASE   opens the database as the engine does (`memory`: none) and answers lines
//   floor rows RUN DATABASE LEVEL GROUP
//                           writes the rows that a run left in the database RUN once more, GROUP of
//                           its commits in a transaction, with `synchronous` = LEVEL
#define _GNU_SOURCE
#include <sqlite3.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "measure.h"

// MARK: SQLite

static void check(sqlite3 *database, int code) {
  if (code != SQLITE_OK && code != SQLITE_DONE && code != SQLITE_ROW)
    fail("SQLite: %s", sqlite3_errmsg(database));
}

static void execute(sqlite3 *database, const char *script) {
  check(database, sqlite3_exec(database, script, NULL, NULL, NULL));
}

static sqlite3_stmt *prepare(sqlite3 *database, const char *sql) {
  sqlite3_stmt *statement;
  check(database, sqlite3_prepare_v3(database, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL));
  return statement;
}

// The pragmas of Sources/SQLiteStore/Parts.swift.
static sqlite3 *open_database(const char *path, const char *level) {
  sqlite3 *database;
  int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
  check(database, sqlite3_open_v2(path, &database, flags, NULL));
  execute(database,
          "PRAGMA busy_timeout = 5000; PRAGMA secure_delete = FAST; PRAGMA temp_store = MEMORY;"
          "PRAGMA user_version; PRAGMA journal_mode = WAL; PRAGMA foreign_keys = 1;"
          "PRAGMA cache_size = -2000; PRAGMA wal_autocheckpoint = 2000;"
          "PRAGMA journal_size_limit = 16777216");
  char pragma[64];
  snprintf(pragma, sizeof pragma, "PRAGMA synchronous = %s", level);
  execute(database, pragma);
  return database;
}

// MARK: Answering

static void write_all(const char *bytes, size_t length) {
  while (length) {
    ssize_t size = write(1, bytes, length);
    if (size < 0) exit(0);
    bytes += size;
    length -= (size_t)size;
  }
}

// Answers every line with itself, all that came at once together.
static void answer(const char *path) {
  sqlite3 *database = strcmp(path, "memory") ? open_database(path, "FULL") : NULL;
  static char buffer[1 << 16];
  size_t kept = 0;
  for (;;) {
    ssize_t size = read(0, buffer + kept, sizeof buffer - kept);
    if (size <= 0) break;
    size_t end = kept + (size_t)size;
    size_t lines = end;
    while (lines > kept && buffer[lines - 1] != '\n') lines--;
    kept = lines > kept ? lines : 0;
    write_all(buffer, kept);
    memmove(buffer, buffer + kept, end - kept);
    kept = end - kept;
  }
  sqlite3_close(database);
}

// MARK: Writing the rows of a run

// A statement and what it is run with.
typedef struct {
  sqlite3_stmt *statement;
  int count;
  sqlite3_value *values[20];
} Write;

// All writes of a run in order, and where its commits begin.
typedef struct {
  Write *writes;
  size_t count, capacity;
  size_t *commits;
  size_t commitCount;
} Script;

static Write *add(Script *script, sqlite3_stmt *statement) {
  if (script->count == script->capacity) {
    script->capacity = script->capacity * 2 + 1024;
    script->writes = realloc(script->writes, script->capacity * sizeof(Write));
    script->commits = realloc(script->commits, script->capacity * sizeof(size_t));
  }
  Write *write = &script->writes[script->count++];
  *write = (Write){.statement = statement};
  return write;
}

// Adds a write of the row that `source` finds for the key in column `keyColumn` of an event.
static void add_row(Script *script, sqlite3_stmt *statement, sqlite3_stmt *source,
                    sqlite3_stmt *event, int keyColumn) {
  sqlite3_bind_value(source, 1, sqlite3_column_value(event, keyColumn));
  sqlite3_bind_value(source, 2, sqlite3_column_value(event, 1));
  if (sqlite3_step(source) == SQLITE_ROW) {
    Write *write = add(script, statement);
    write->count = sqlite3_column_count(source);
    for (int column = 0; column < write->count; column++)
      write->values[column] = sqlite3_value_dup(sqlite3_column_value(source, column));
  }
  sqlite3_reset(source);
}

// One kind of row: how it is found in the run, by what column of an event, and written.
typedef struct {
  const char *find, *write;
  int keyColumn;
} Kind;

enum { eventKey, workflowKey, pathKey, messageKey, threadKey };

static const char events[] =
    "SELECT cursor, workflow, data->>'path', data->>'messageId', data->>'threadId', type"
    " FROM event WHERE type <> 'workflow.created' ORDER BY cursor";

static const Kind workflowRow = {
    "SELECT status, version, fence, current_step_index, created_at, operation, name, description,"
    " metadata, detail, updated_at, key FROM workflow WHERE key = ?",
    "UPDATE workflow SET status = ?1, version = ?2, fence = ?3, current_step_index = ?4,"
    " created_at = ?5, operation = ?6, name = ?7, description = ?8, metadata = ?9, detail = ?10,"
    " updated_at = max(updated_at + 1, ?11) WHERE key = ?12",
    workflowKey};
static const Kind stepRow = {
    "SELECT status, created_at, updated_at, agent, thread, name, input_seq, input, result_seq,"
    " result, error, metadata, detail, workflow, parent, position, id FROM step"
    " WHERE position = ?1 AND workflow = ?2",
    "UPDATE step SET status = ?, created_at = ?, updated_at = ?, agent = ?, thread = ?, name = ?,"
    " input_seq = ?, input = ?, result_seq = ?, result = ?, error = ?, metadata = ?, detail = ?"
    " WHERE workflow = ? AND parent = ? AND position = ? AND id = ?",
    pathKey};
static const Kind threadRow = {
    "SELECT * FROM thread WHERE id = ?", "INSERT INTO thread VALUES (?, ?, ?, ?, ?, ?, ?)",
    threadKey};
static const Kind messageRow = {
    "SELECT * FROM message WHERE id = ?1",
    "INSERT INTO message VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", messageKey};
static const Kind eventRow = {
    "SELECT * FROM event WHERE cursor = ?", "INSERT INTO event VALUES (?, ?, ?, ?, ?, ?)",
    eventKey};

// The statements of a kind over both databases.
typedef struct {
  sqlite3_stmt *find, *write;
  int keyColumn;
} Copier;

static Copier copier(sqlite3 *run, sqlite3 *database, Kind kind) {
  return (Copier){prepare(run, kind.find), prepare(database, kind.write), kind.keyColumn};
}

static void copy(Script *script, Copier copier, sqlite3_stmt *event) {
  add_row(script, copier.write, copier.find, event, copier.keyColumn);
}

// Reads into memory what a run wrote from the execution of its workflows on.
static Script read_script(sqlite3 *run, sqlite3 *database) {
  Script script = {0};
  Copier workflow = copier(run, database, workflowRow), step = copier(run, database, stepRow);
  Copier thread = copier(run, database, threadRow), message = copier(run, database, messageRow);
  Copier event = copier(run, database, eventRow);
  sqlite3_stmt *source = prepare(run, events);
  while (sqlite3_step(source) == SQLITE_ROW) {
    const char *type = (const char *)sqlite3_column_text(source, 5);
    bool isStep = !strcmp(type, "step.started") || !strcmp(type, "step.completed");
    if (!strcmp(type, "workflow.started") || !strcmp(type, "step.completed")) {
      size_t begin = script.count;
      copy(&script, workflow, source);
      script.commits[script.commitCount++] = begin;
    }
    if (isStep) copy(&script, step, source);
    if (!strcmp(type, "step.started")) copy(&script, thread, source);
    if (!strcmp(type, "message.appended")) copy(&script, message, source);
    copy(&script, event, source);
  }
  return script;
}

// Makes the tables of a run in a new database, with its workflows as they were created.
static void lay_out(sqlite3 *run, sqlite3 *database, const char *path) {
  sqlite3_stmt *tables =
      prepare(run, "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY rowid");
  while (sqlite3_step(tables) == SQLITE_ROW)
    execute(database, (const char *)sqlite3_column_text(tables, 0));
  sqlite3_finalize(tables);
  char *attach = sqlite3_mprintf("ATTACH %Q AS run", path);
  execute(database, attach);
  sqlite3_free(attach);
  execute(database,
          "BEGIN; INSERT INTO workflow SELECT * FROM run.workflow;"
          "UPDATE workflow SET status = 'pending', detail = '{}', updated_at = created_at;"
          "INSERT INTO step SELECT * FROM run.step;"
          "UPDATE step SET status = 'pending', thread = NULL, input_seq = NULL, input = NULL,"
          " result_seq = NULL, result = NULL, detail = '{}';"
          "INSERT INTO event SELECT * FROM run.event WHERE type = 'workflow.created';"
          "COMMIT; DETACH run; PRAGMA wal_checkpoint(TRUNCATE)");
}

static void write_rows(sqlite3 *database, Script *script, size_t group) {
  sqlite3_stmt *begin = prepare(database, "BEGIN IMMEDIATE");
  sqlite3_stmt *commit = prepare(database, "COMMIT");
  for (size_t first = 0; first < script->commitCount; first += group) {
    size_t next = first + group;
    size_t end = next < script->commitCount ? script->commits[next] : script->count;
    check(database, sqlite3_step(begin));
    sqlite3_reset(begin);
    for (size_t index = script->commits[first]; index < end; index++) {
      Write *write = &script->writes[index];
      for (int column = 0; column < write->count; column++)
        sqlite3_bind_value(write->statement, column + 1, write->values[column]);
      check(database, sqlite3_step(write->statement));
      sqlite3_reset(write->statement);
    }
    check(database, sqlite3_step(commit));
    sqlite3_reset(commit);
  }
}

static void rows(const char *runPath, const char *path, const char *level, size_t group) {
  sqlite3 *run = open_database(runPath, "FULL"), *database = open_database(path, level);
  lay_out(run, database, runPath);
  Script script = read_script(run, database);
  Mark from = mark();
  write_rows(database, &script, group);
  print_since(from, "commits", (long)script.commitCount);
}

int main(int count, char **arguments) {
  if (count == 3 && !strcmp(arguments[1], "answer")) answer(arguments[2]);
  else if (count == 6 && !strcmp(arguments[1], "rows"))
    rows(arguments[2], arguments[3], arguments[4], (size_t)atoll(arguments[5]));
  else fail("usage: the head of floor.c explains it");
}
