#define _GNU_SOURCE
#include "ChildProcess.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif

// MARK: - The child's side, between vfork and exec

// The child borrows the engine's memory until exec, so it calls nothing but system calls.

static void reset_signals(void) {
  // Handlers first: one of the engine's must not run on the borrowed memory.
  struct sigaction action = {.sa_handler = SIG_DFL};
  for (int number = 1; number < NSIG; number++) sigaction(number, &action, NULL);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
}

static void close_the_rest(void) {
#ifdef SYS_close_range
  if (syscall(SYS_close_range, 3U, ~0U, 0U) == 0) return;
#endif
  for (int descriptor = 3; descriptor < 65536; descriptor++) close(descriptor);
}

/// Sets the child up and becomes the program; returns only on failure.
static void become(const child_request *request, pid_t engine, volatile int *in_directory) {
#ifdef __linux__
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  // The engine may have died before it asked for that.
  if (getppid() != engine) _exit(127);
#endif
  if (setpgid(0, 0) != 0) return;
  if (dup2(request->input, 0) < 0 || dup2(request->output, 1) < 0 || dup2(request->error, 2) < 0)
    return;
  if (request->directory != NULL && chdir(request->directory) != 0) {
    *in_directory = 1;
    return;
  }
  close_the_rest();
  reset_signals();
  execve(request->path, request->arguments, request->environment);
}

// MARK: - The engine's side

int child_spawn(const child_request *request, pid_t *pid, int *in_directory) {
  volatile int failure = 0;
  volatile int is_directory = 0;
  pid_t engine = getpid();
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  pid_t child = vfork();
  if (child == 0) {
    become(request, engine, &is_directory);
    failure = errno;
    _exit(127);
  }
  int error = errno;
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  *in_directory = is_directory;
  if (child < 0) return error;
  if (failure != 0) {
    while (waitpid(child, NULL, 0) < 0 && errno == EINTR) {}
    return failure;
  }
  *pid = child;
  return 0;
}

int child_exit_descriptor(pid_t pid) {
#ifdef SYS_pidfd_open
  return (int)syscall(SYS_pidfd_open, pid, 0);
#else
  (void)pid;
  return -1;
#endif
}

/// Moves a descriptor above 2, where dup2 cannot overwrite it before it is used.
static int moved_up(int descriptor) {
  if (descriptor > 2) return descriptor;
  int moved = fcntl(descriptor, F_DUPFD_CLOEXEC, 3);
  int error = errno;
  close(descriptor);
  errno = error;
  return moved;
}

int child_pipe(int ends[2], int engine_end) {
#ifdef __linux__
  if (pipe2(ends, O_CLOEXEC) != 0) return errno;
#else
  if (pipe(ends) != 0) return errno;
  fcntl(ends[0], F_SETFD, FD_CLOEXEC);
  fcntl(ends[1], F_SETFD, FD_CLOEXEC);
#endif
  ends[0] = moved_up(ends[0]);
  ends[1] = moved_up(ends[1]);
  int mine = ends[engine_end];
  if (ends[0] < 0 || ends[1] < 0 || fcntl(mine, F_SETFL, fcntl(mine, F_GETFL) | O_NONBLOCK) != 0) {
    int error = errno;
    close(ends[0]);
    close(ends[1]);
    return error;
  }
  return 0;
}

// MARK: - The thread

struct start {
  void (*body)(void *context);
  void *context;
};

static void *run(void *argument) {
  struct start start = *(struct start *)argument;
  free(argument);
  start.body(start.context);
  return NULL;
}

int child_start_thread(void (*body)(void *context), void *context) {
  struct start *start = malloc(sizeof *start);
  if (start == NULL) return ENOMEM;
  *start = (struct start){body, context};
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  pthread_t thread;
  int code = pthread_create(&thread, NULL, run, start);
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  if (code == 0) {
    pthread_detach(thread);
  } else {
    free(start);
  }
  return code;
}
