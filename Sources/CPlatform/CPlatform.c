#define _GNU_SOURCE
#include "CPlatform.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

int64_t cplatform_milliseconds_since_1970(void) {
  struct timespec moment;
  clock_gettime(CLOCK_REALTIME, &moment);
  return (int64_t)moment.tv_sec * 1000 + moment.tv_nsec / 1000000;
}

int cplatform_pidfd_open(int process) {
  return (int)syscall(SYS_pidfd_open, process, 0);
}

int cplatform_pipe(int ends[2], int flags) { return pipe2(ends, O_CLOEXEC | flags); }

static atomic_int signal_descriptor = -1;

// Runs inside whatever the signal interrupted: only write(2) is allowed here, and errno must be
// left as it was.
static void forward_signal(int signal_number) {
  int saved = errno;
  unsigned char byte = (unsigned char)signal_number;
  ssize_t written = write(atomic_load(&signal_descriptor), &byte, 1);
  (void)written;
  errno = saved;
}

int cplatform_signals_to_descriptor(const int *signals, int count, int descriptor) {
  atomic_store(&signal_descriptor, descriptor);
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = forward_signal;
  action.sa_flags = SA_RESTART;
  sigemptyset(&action.sa_mask);
  for (int index = 0; index < count; index++) {
    if (sigaction(signals[index], &action, NULL) != 0) return -1;
  }
  return 0;
}
