/// Starting programs as children that cannot outlive the engine.
#pragma once

#include <sys/types.h>

typedef struct child_request {
  /// Absolute path of the program.
  const char *path;
  /// Ended by NULL, the program's name first.
  char *const *arguments;
  /// `NAME=value`, ended by NULL.
  char *const *environment;
  /// The working directory; NULL: the engine's.
  const char *directory;
  /// Descriptors that become 0, 1 and 2 of the child; all of them above 2.
  int input, output, error;
} child_request;

/// Starts a program as the leader of a process group of its own, with every signal at its default,
/// no descriptor but 0, 1 and 2, and, on Linux, killed when the calling *thread* ends.
///
/// Zero and the child's id, else the error number, and in `*in_directory` whether it is about the
/// working directory rather than the program.
int child_spawn(const child_request *request, pid_t *pid, int *in_directory);

/// A descriptor that becomes readable when the child exits; -1 where the system has none.
int child_exit_descriptor(pid_t pid);

/// A pipe, both ends above 2 and closed on exec, the engine's end (`ends[engine_end]`) not blocking.
/// Zero, else the error number.
int child_pipe(int ends[2], int engine_end);

/// Runs `body(context)` on a new thread that no signal is delivered to; zero is success.
int child_start_thread(void (*body)(void *context), void *context);
