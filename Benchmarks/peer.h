// A program on two pipes that is sent lines and answers lines.
#ifndef PEER_H
#define PEER_H

#include <sys/types.h>

#include "text.h"

// Bytes in a queue.
typedef struct {
  char *bytes;
  size_t start, end, capacity;
} Queue;

typedef struct {
  pid_t process;
  int input, output;
  Queue unsent, received;
} Peer;

// Starts a program; `arguments` ends with NULL. Ends this program when that fails.
Peer start(char *const *arguments);
// Queues a line; `receive` or `finish` sends it.
void send_line(Peer *peer, const char *format, ...) __attribute__((format(printf, 2, 3)));
// The next line without its end, valid until the next call; ends this program when there is none.
Text receive(Peer *peer);
// Closes the program's input and waits for its end; ends this program when that was no success.
void finish(Peer *peer);

#endif
