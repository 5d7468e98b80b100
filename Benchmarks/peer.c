#define _GNU_SOURCE
#include "peer.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "measure.h"

extern char **environ;

// Room for `size` more bytes at the end.
static char *room(Queue *queue, size_t size) {
  if (queue->start == queue->end) queue->start = queue->end = 0;
  if (queue->capacity - queue->end < size && queue->start > queue->capacity / 2) {
    memmove(queue->bytes, queue->bytes + queue->start, queue->end - queue->start);
    queue->end -= queue->start;
    queue->start = 0;
  }
  if (queue->capacity - queue->end < size) {
    queue->capacity = (queue->end + size) * 2;
    queue->bytes = realloc(queue->bytes, queue->capacity);
    if (!queue->bytes) fail("no memory");
  }
  return queue->bytes + queue->end;
}

Peer start(char *const *arguments) {
  int to[2], from[2];
  if (pipe2(to, O_CLOEXEC) || pipe2(from, O_CLOEXEC)) fail("no pipe: %s", strerror(errno));
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, to[0], 0);
  posix_spawn_file_actions_adddup2(&actions, from[1], 1);
  Peer peer = {.input = to[1], .output = from[0]};
  int code = posix_spawn(&peer.process, arguments[0], &actions, NULL, arguments, environ);
  if (code) fail("%s cannot be started: %s", arguments[0], strerror(code));
  posix_spawn_file_actions_destroy(&actions);
  close(to[0]);
  close(from[1]);
  fcntl(peer.input, F_SETFL, O_NONBLOCK);
  fcntl(peer.output, F_SETFL, O_NONBLOCK);
  return peer;
}

void send_line(Peer *peer, const char *format, ...) {
  va_list values, again;
  va_start(values, format);
  va_copy(again, values);
  size_t length = (size_t)vsnprintf(NULL, 0, format, values);
  vsnprintf(room(&peer->unsent, length + 2), length + 1, format, again);
  va_end(values);
  va_end(again);
  peer->unsent.bytes[peer->unsent.end + length] = '\n';
  peer->unsent.end += length + 1;
}

static void write_some(Peer *peer) {
  Queue *queue = &peer->unsent;
  if (queue->start == queue->end) return;
  ssize_t size = write(peer->input, queue->bytes + queue->start, queue->end - queue->start);
  if (size > 0) queue->start += (size_t)size;
  if (size < 0 && errno != EAGAIN && errno != EINTR) fail("it does not read: %s", strerror(errno));
}

static void read_some(Peer *peer) {
  ssize_t size = read(peer->output, room(&peer->received, 1 << 16), 1 << 16);
  if (size > 0) peer->received.end += (size_t)size;
  if (size == 0) fail("it ended without an answer");
  if (size < 0 && errno != EAGAIN && errno != EINTR) fail("it cannot be read: %s", strerror(errno));
}

Text receive(Peer *peer) {
  Queue *queue = &peer->received;
  size_t searched = queue->start;
  for (;;) {
    char *line = queue->bytes + queue->start;
    char *end = queue->end > searched
                    ? memchr(queue->bytes + searched, '\n', queue->end - searched)
                    : NULL;
    if (end) {
      queue->start += (size_t)(end - line) + 1;
      return (Text){line, (size_t)(end - line)};
    }
    searched = queue->end - queue->start;
    write_some(peer);
    struct pollfd sources[] = {
        {peer->output, POLLIN, 0},
        {peer->unsent.start < peer->unsent.end ? peer->input : -1, POLLOUT, 0}};
    poll(sources, 2, -1);
    if (sources[0].revents) read_some(peer);
    searched += queue->start;
  }
}

void finish(Peer *peer) {
  while (peer->unsent.start < peer->unsent.end) {
    struct pollfd target = {peer->input, POLLOUT, 0};
    poll(&target, 1, -1);
    write_some(peer);
  }
  close(peer->input);
  int status;
  waitpid(peer->process, &status, 0);
  close(peer->output);
  free(peer->unsent.bytes);
  free(peer->received.bytes);
  if (!WIFEXITED(status) || WEXITSTATUS(status)) fail("it ended with status %d", status);
}
