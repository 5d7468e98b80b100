/// Calls of the operating system that Swift cannot import, one thin function each.
///
/// A function that fails returns -1 and leaves the reason in `errno`.
#pragma once

#include <stdint.h>

/// Milliseconds since the beginning of 1970, by the machine's clock.
///
/// In a release build Swift does not see the members of `timespec` everywhere: which Clang module
/// they belong to depends on what a target imports first.
int64_t cplatform_milliseconds_since_1970(void);

/// Opens a descriptor that turns readable when the process ends (pidfd_open(2), Linux 5.3).
///
/// It is close-on-exec. `ESRCH`: there is no such process; `ENOSYS`: the kernel is too old.
int cplatform_pidfd_open(int process);

/// Makes a pipe, ends[0] to read and ends[1] to write, both close-on-exec (pipe2(2)).
///
/// `flags` may add `O_NONBLOCK`. With pipe(2) and fcntl(2) a program started in between would
/// inherit the ends, and nobody would ever see the pipe closed.
int cplatform_pipe(int ends[2], int flags);

/// From now on each of the signals writes its number, one byte, to the descriptor.
///
/// The descriptor should be the non-blocking write end of a pipe: a full pipe drops the byte. A
/// later call replaces the descriptor of all. Programs started by this one get the signals'
/// default behaviour again, since exec(2) resets handlers.
int cplatform_signals_to_descriptor(const int *signals, int count, int descriptor);
#include "FileSystem.h"
#include "ChildProcess.h"
#include "Guardian.h"
#include "Thread.h"
