// Time, fsyncs and failure, for the driver and the floor alike.
#ifndef MEASURE_H
#define MEASURE_H

#include <stdint.h>

// The fsyncs of all programs with `fsyncs.so` and the same file BENCH_FSYNCS, which holds this.
typedef struct {
  uint64_t count;
  // Nanoseconds that they took.
  uint64_t waiting;
} Fsyncs;

// A moment, and the fsyncs before it; none without a file of them.
typedef struct {
  int64_t nanoseconds;
  Fsyncs fsyncs;
} Mark;

Mark mark(void);
// Prints the time and the fsyncs since a mark as one JSON object, with `count` under the name `what`.
void print_since(Mark from, const char *what, long count);
// Says what is wrong and ends this program.
void fail(const char *format, ...) __attribute__((format(printf, 1, 2), noreturn));

#endif
