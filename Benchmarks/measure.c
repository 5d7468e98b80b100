#define _GNU_SOURCE
#include "measure.h"

#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

static volatile Fsyncs *find_fsyncs(void) {
  static Fsyncs none;
  const char *path = getenv("BENCH_FSYNCS");
  int file = path ? open(path, O_RDONLY) : -1;
  if (file < 0) return &none;
  void *memory = mmap(NULL, sizeof none, PROT_READ, MAP_SHARED, file, 0);
  close(file);
  return memory == MAP_FAILED ? &none : memory;
}

Mark mark(void) {
  static volatile Fsyncs *fsyncs;
  if (!fsyncs) fsyncs = find_fsyncs();
  struct timespec moment;
  clock_gettime(CLOCK_MONOTONIC, &moment);
  return (Mark){moment.tv_sec * 1000000000LL + moment.tv_nsec, *fsyncs};
}

void print_since(Mark from, const char *what, long count) {
  Mark to = mark();
  printf("{\"%s\":%ld,\"nanoseconds\":%lld,\"fsyncs\":%llu,\"waiting\":%llu}\n", what, count,
         (long long)(to.nanoseconds - from.nanoseconds),
         (unsigned long long)(to.fsyncs.count - from.fsyncs.count),
         (unsigned long long)(to.fsyncs.waiting - from.fsyncs.waiting));
}

void fail(const char *format, ...) {
  va_list values;
  va_start(values, format);
  vfprintf(stderr, format, values);
  va_end(values);
  fputc('\n', stderr);
  exit(1);
}
