// Drives an engine over its pipes and prints what it measured as one JSON object.
//
//   driver launch RUNS -- PROGRAM…           nanoseconds to the first answer: median, quickest
//   driver idle -- PROGRAM…                  kibibytes resident after an answer and a second
//   driver echo TRIPS DEPTH -- PROGRAM…      TRIPS round trips, DEPTH of them on their way at once
//   driver chain STEPS AGENT -- PROGRAM…     one workflow, one step after the other
//   driver fan WORKFLOWS STEPS -- PROGRAM…   all workflows at once, their agent is this program
//
// The agent `host` is this program; it answers a step's input with a dot behind it. Every result is
// held against what it must be. Fsyncs are counted where `fsyncs.so` is loaded into the program.
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "measure.h"
#include "peer.h"

enum { windowOfRequests = 64, longestWords = 256 };

static const char ping[] = "{\"jsonrpc\":\"2.0\",\"id\":%d,\"method\":\"server/ping\"}";
static const char initialize[] =
    "{\"jsonrpc\":\"2.0\",\"id\":-1,\"method\":\"initialize\",\"params\":{\"protocolVersion\":1,"
    "\"clientInfo\":{\"name\":\"bench\",\"version\":\"1\"},\"agents\":[{\"agentId\":\"host\"}]}}";
static const char payload[] = "Sixty-four characters, about what a short sentence in a chat has";

static int by_size(const void *one, const void *other) {
  int64_t a = *(const int64_t *)one, b = *(const int64_t *)other;
  return (a > b) - (a < b);
}

// MARK: Launch and memory

static Text first_answer(Peer *peer) {
  send_line(peer, initialize);
  Text answer = receive(peer);
  if (member(answer, "error").length) fail("%.*s", (int)answer.length, answer.start);
  return answer;
}

static void launch(int runs, char **program) {
  int64_t *times = calloc((size_t)runs, sizeof *times);
  for (int run = 0; run < runs; run++) {
    Mark from = mark();
    Peer peer = start(program);
    first_answer(&peer);
    times[run] = mark().nanoseconds - from.nanoseconds;
    finish(&peer);
  }
  qsort(times, (size_t)runs, sizeof *times, by_size);
  printf("{\"median\":%lld,\"quickest\":%lld}\n", (long long)times[runs / 2], (long long)times[0]);
}

static long kibibytes(pid_t process, const char *label) {
  char path[64], line[256];
  snprintf(path, sizeof path, "/proc/%d/smaps_rollup", process);
  FILE *file = fopen(path, "r");
  long size = 0;
  while (file && fgets(line, sizeof line, file))
    if (strncmp(line, label, strlen(label)) == 0) size = atol(line + strlen(label));
  if (file) fclose(file);
  return size;
}

static void idle(char **program) {
  Peer peer = start(program);
  first_answer(&peer);
  sleep(1);
  printf("{\"resident\":%ld,\"proportional\":%ld}\n", kibibytes(peer.process, "Rss:"),
         kibibytes(peer.process, "Pss:"));
  finish(&peer);
}

// MARK: Round trips

static void echo(int trips, int depth, char **program) {
  Peer peer = start(program);
  first_answer(&peer);
  Mark from = mark();
  int sent = 0;
  while (sent < depth) send_line(&peer, ping, sent++);
  for (int received = 0; received < trips; received++) {
    Text answer = receive(&peer);
    if (member(answer, "error").length) fail("%.*s", (int)answer.length, answer.start);
    if (sent < trips) send_line(&peer, ping, sent++);
  }
  print_since(from, "steps", trips);
  finish(&peer);
}

// MARK: Workflows

// Answers a call of the agent `host`; false when the line is something else.
static bool serve(Peer *peer, Text line) {
  if (!equal(member(line, "method"), text("\"agent/run\""))) return false;
  Text id = member(line, "id"), input = member(member(line, "params"), "input");
  if (input.length < 2 || input.start[0] != '"') fail("no input: %.*s", (int)line.length, line.start);
  send_line(peer, "{\"jsonrpc\":\"2.0\",\"id\":%.*s,\"result\":{\"result\":%.*s.\"}}",
            (int)id.length, id.start, (int)input.length - 1, input.start);
  return true;
}

// The result of the next answer, and the number of its request.
static Text answer(Peer *peer, int *number) {
  for (;;) {
    Text line = receive(peer);
    if (serve(peer, line)) continue;
    Text result = member(line, "result");
    if (!result.length) fail("%.*s", (int)line.length, line.start);
    *number = atoi(member(line, "id").start);
    return result;
  }
}

// Creates workflow `number` of so many steps; its input ends with its number.
static void create(Peer *peer, int number, int steps, const char *agent) {
  size_t room = (size_t)steps * (strlen(agent) + 32) + 1;
  char *list = malloc(room), *end = list;
  for (int step = 0; step < steps; step++)
    end += sprintf(end, "%s{\"agentId\":\"%s\"}", step ? "," : "", agent);
  send_line(peer,
            "{\"jsonrpc\":\"2.0\",\"id\":%d,\"method\":\"workflow/create\",\"params\":{\"name\":"
            "\"bench\",\"input\":\"%s %d\",\"steps\":[%s]}}",
            number, payload, number, list);
  free(list);
}

// Creates workflows 0 to `workflows` - 1; returns their ids, with quotes.
static char (*create_all(Peer *peer, int workflows, int steps, const char *agent))[64] {
  char (*ids)[64] = calloc((size_t)workflows, sizeof *ids);
  int sent = 0;
  for (int received = 0; received < workflows; received++) {
    while (sent < workflows && sent < received + windowOfRequests)
      create(peer, sent++, steps, agent);
    int number;
    Text id = member(answer(peer, &number), "id");
    snprintf(ids[number], sizeof *ids, "%.*s", (int)id.length, id.start);
  }
  return ids;
}

static void execute(Peer *peer, int number, const char *id) {
  send_line(peer,
            "{\"jsonrpc\":\"2.0\",\"id\":%d,\"method\":\"workflow/execute\",\"params\":{"
            "\"workflowId\":%s,\"wait\":true,\"events\":false}}",
            number, id);
}

// Holds a finished workflow against what it must be: each result is the one before, served.
static void check(Text workflow, int number, int steps, bool isServed) {
  size_t completed = count(workflow, text("\"status\":\"completed\""));
  if (completed != (size_t)steps + 1) fail("workflow %d: %zu of %d steps", number, completed, steps);
  Text rest = workflow;
  char *words = malloc(longestWords + (size_t)steps), *end = words;
  end += sprintf(words, "\"result\":\"%s %d", payload, number);
  for (int step = 0; step < steps; step++) {
    if (isServed) *end++ = '.';
    strcpy(end, "\"");
    const char *found = memmem(rest.start, rest.length, words, strlen(words));
    if (!found) fail("workflow %d: step %d has another result", number, step);
    rest.length -= (size_t)(found + 1 - rest.start);
    rest.start = found + 1;
  }
  free(words);
}

// Executes workflows at once and waits for them all.
static void run(int workflows, int steps, const char *agent, char **program) {
  bool isServed = strcmp(agent, "host") == 0;
  Peer peer = start(program);
  first_answer(&peer);
  char(*ids)[64] = create_all(&peer, workflows, steps, agent);
  Mark from = mark();
  for (int number = 0; number < workflows; number++) execute(&peer, number, ids[number]);
  for (int finished = 0; finished < workflows; finished++) {
    int number;
    Text workflow = answer(&peer, &number);
    check(workflow, number, steps, isServed);
  }
  print_since(from, "steps", workflows * steps);
  free(ids);
  finish(&peer);
}

int main(int count, char **arguments) {
  int split = 1;
  while (split < count && strcmp(arguments[split], "--")) split++;
  char **program = arguments + split + 1;
  if (split + 1 >= count) fail("usage: driver WHAT … -- PROGRAM …; the head of driver.c explains it");
  const char *what = arguments[1];
  if (!strcmp(what, "launch") && split == 3) launch(atoi(arguments[2]), program);
  else if (!strcmp(what, "idle") && split == 2) idle(program);
  else if (!strcmp(what, "echo") && split == 4) echo(atoi(arguments[2]), atoi(arguments[3]), program);
  else if (!strcmp(what, "chain") && split == 4) run(1, atoi(arguments[2]), arguments[3], program);
  else if (!strcmp(what, "fan") && split == 4)
    run(atoi(arguments[2]), atoi(arguments[3]), "host", program);
  else fail("driver: no such measurement: %s", what);
}
