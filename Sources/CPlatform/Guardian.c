#define _GNU_SOURCE
#include "Guardian.h"

#ifdef __linux__
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

// What follows runs in the child of a fork of many threads: system calls and plain memory only.

static const char variable[] = "STEPWELL_ENGINE=";
static char environment[1 << 18];
static char entries[1 << 14];

/// Where the directory entries of getdents64(2) have what.
struct entry {
  uint64_t inode;
  int64_t offset;
  unsigned short length;
  unsigned char type;
  char name[];
};

static pid_t number(const char *text) {
  pid_t value = 0;
  if (*text == 0) return 0;
  for (; *text != 0; text++) {
    if (*text < '0' || *text > '9') return 0;
    value = value * 10 + (*text - '0');
  }
  return value;
}

static size_t read_environment(int proc, const char *process) {
  int directory = openat(proc, process, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (directory < 0) return 0;
  int file = openat(directory, "environ", O_RDONLY | O_CLOEXEC);
  close(directory);
  if (file < 0) return 0;
  size_t length = 0;
  while (length < sizeof environment - 1) {
    ssize_t count = read(file, environment + length, sizeof environment - 1 - length);
    if (count <= 0) break;
    length += (size_t)count;
  }
  close(file);
  environment[length] = 0;
  return length;
}

static bool is_marked(int proc, const char *process, const char *mark) {
  size_t length = read_environment(proc, process);
  for (const char *text = environment; text < environment + length; text += strlen(text) + 1) {
    if (strncmp(text, variable, sizeof variable - 1) == 0) return strstr(text, mark) != NULL;
  }
  return false;
}

/// Kills what it finds; whether it found anything.
static bool kill_marked(const char *mark) {
  bool found = false;
  int proc = open("/proc", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (proc < 0) return false;
  long count;
  while ((count = syscall(SYS_getdents64, proc, entries, sizeof entries)) > 0) {
    for (long place = 0; place < count;) {
      const struct entry *entry = (const struct entry *)(entries + place);
      pid_t process = number(entry->name);
      if (process > 0 && is_marked(proc, entry->name, mark)) {
        found = true;
        kill(process, SIGKILL);
      }
      place += entry->length;
    }
  }
  close(proc);
  return found;
}

static void guard(int pipe_end, const char *mark) {
  // A session of its own: what is meant for the engine's group or terminal does not end it.
  setsid();
  prctl(PR_SET_NAME, "stepwell-guard");
  const int ignored[] = {SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGPIPE, SIGUSR1, SIGUSR2};
  for (size_t index = 0; index < sizeof ignored / sizeof *ignored; index++)
    signal(ignored[index], SIG_IGN);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
  if (dup2(pipe_end, 0) < 0) _exit(1);
  if (syscall(SYS_close_range, 1U, ~0U, 0U) != 0) {
    for (int descriptor = 1; descriptor < 65536; descriptor++) close(descriptor);
  }
  char byte;
  while (read(0, &byte, 1) < 0 && errno == EINTR) {}
  // Whoever is killed may just have started another: until none is found, for a second at most.
  const struct timespec pause = {.tv_nsec = 10000000};
  for (int round = 0; round < 100 && kill_marked(mark); round++) nanosleep(&pause, NULL);
  _exit(0);
}

int child_guard(const char *mark) {
  int ends[2];
  // The end that is kept is never closed: that is what the guardian waits for.
  if (pipe2(ends, O_CLOEXEC) != 0) return errno;
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  pid_t child = fork();
  if (child == 0) guard(ends[0], mark);
  int error = errno;
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  close(ends[0]);
  if (child > 0) return 0;
  close(ends[1]);
  return error;
}
#else
int child_guard(const char *mark) {
  (void)mark;
  return 0;
}
#endif
