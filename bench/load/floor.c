/*
 * What the system calls alone cost: a WebSocket server that parses nothing but the frame's length
 * and writes what it got to everybody, as one write a message ("each") or one a turn ("joined").
 * No protocol, no JSON, no tokens: the bound that shows how fast the load generator can be driven.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#define MAX 65536
static int member[MAX], members, upgraded[MAX];
static uint8_t input[65536], turn[1 << 20];
static size_t turn_length;

static void send_all(const uint8_t *bytes, size_t n) {
  for (int i = 0; i < members; i++) {
    size_t done = 0;
    while (done < n) {
      ssize_t w = send(member[i], bytes + done, n - done, MSG_NOSIGNAL);
      if (w > 0) done += w;
      else if (errno != EAGAIN) break;
    }
  }
}
/* The frame as the server sends it: a JSON text of the usual size around the body that came. */
static void relay(uint8_t *body, size_t n, int joined) {
  uint8_t frame[1024];
  uint8_t *mark = memmem(body, n, "@@", 2);
  if (!mark) return;
  int length = snprintf((char *)frame + 4, 1000, "{\"id\":\"1\",\"type\":\"next\",\"payload\":{\"data\":{\"messageReceived\":{\"id\":\"65f000000000000000000000\",\"seq\":1,\"body\":\"%.*s\","
    "\"createdAt\":\"2025-01-01T00:00:00.000Z\",\"sender\":{\"id\":\"65f000000000000000000000\",\"name\":\"Ann Example\"},\"conversation\":{\"id\":\"65f000000000000000000000\"}}}}}",
    200, (char *)mark);
  frame[0] = 0x81; frame[1] = 126; frame[2] = length >> 8; frame[3] = length & 255;
  if (!joined) { send_all(frame, length + 4); return; }
  memcpy(turn + turn_length, frame, length + 4); turn_length += length + 4;
}
int main(int argc, char **argv) {
  int joined = argc > 1 && !strcmp(argv[1], "joined"), one = 1;
  int listener = socket(AF_INET, SOCK_STREAM, 0), poll = epoll_create1(0);
  struct sockaddr_in a = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  socklen_t size = sizeof a;
  bind(listener, (struct sockaddr *)&a, sizeof a); listen(listener, 4096);
  getsockname(listener, (struct sockaddr *)&a, &size);
  printf("ready %d\n", ntohs(a.sin_port)); fflush(stdout);
  struct epoll_event e = {.events = EPOLLIN, .data.fd = listener}, events[256];
  epoll_ctl(poll, EPOLL_CTL_ADD, listener, &e);
  for (;;) {
    int n = epoll_wait(poll, events, 256, -1);
    for (int i = 0; i < n; i++) {
      int fd = events[i].data.fd;
      if (fd == listener) {
        fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK);
        if (fd < 0 || fd >= MAX) continue;
        setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
        upgraded[fd] = 0;
        e.events = EPOLLIN; e.data.fd = fd; epoll_ctl(poll, EPOLL_CTL_ADD, fd, &e);
        continue;
      }
      ssize_t got = recv(fd, input, sizeof input - 1, 0);
      if (got < 0 && errno == EAGAIN) continue;
      if (got <= 0) {
        for (int m = 0; m < members; m++) if (member[m] == fd) member[m] = member[--members];
        close(fd);
        continue;
      }
      if (!upgraded[fd]) {
        static const char reply[] = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n";
        upgraded[fd] = 1; member[members++] = fd;
        if (send(fd, reply, sizeof reply - 1, MSG_NOSIGNAL) < 0) continue;
        continue;
      }
      for (uint8_t *p = input, *end = input + got; end - p >= 6;) {
        size_t length = p[1] & 127, head = 6;
        if (length == 126) { length = p[2] << 8 | p[3]; head = 8; }
        if (p + head + length > end) break;
        if ((p[0] & 15) == 1) relay(p + head, length, joined);
        p += head + length;
      }
    }
    if (turn_length) { send_all(turn, turn_length); turn_length = 0; }
  }
}
