/*
 * The load generator: many WebSocket (or keep-alive HTTP) connections on one core.
 *
 * It reads a plan (one directive a line, see README.md) and then commands from standard input,
 * one a line; each command that ends is answered by one line of JSON on standard output.
 *
 * Every message that it has sent carries a mark in its body, "@@" + 10 digits (its number within
 * the group) + ":" + 19 digits (CLOCK_MONOTONIC in ns) + "@". Deliveries are found by the mark, so
 * latency needs no table, and per connection the count and a rolling hash over the numbers tell
 * whether all receivers of a group got the same messages, once, in one order.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define MARK_NUMBER 10
#define MARK_TIME 19
#define MARK_LENGTH (2 + MARK_NUMBER + 1 + MARK_TIME + 1)
#define BODY_LENGTH 200
#define IN_FLIGHT_SLOTS 65536 /* per group; more are never in flight */
#define READ_BYTES (256 * 1024)
#define ASK_DEPTH 64
#define NO_PROGRESS_NS 15000000000ull
#define REFUSED_PAUSE_NS 1000000000ull /* as a client that was told to try later */

enum state { CLOSED, CONNECTING, UPGRADING, SCRIPT, OPEN };

struct step { char *send, *expect; };

struct conn {
  int fd, group, port, nsteps, step;
  enum state state;
  char receives, sends, http, stalled, counted, heldback;
  uint32_t source; /* network order, 0: any */
  char *path, *protocol, *request, *reply;
  struct step *steps;
  uint8_t *in; size_t in_len, in_cap;
  uint8_t *out; size_t out_len, out_cap;
  uint64_t count, hash; /* of marks; kept over reconnects */
  long long seq;        /* the last "seq" seen, where the script wants it */
  uint64_t opened_at;
  uint64_t asked[ASK_DEPTH]; unsigned ask_head, ask_tail;
  uint64_t ask_again_at; /* after a refusal; 0: not waiting */
};

struct group {
  char *message; int *conns; int nconns, cap, next_sender;
  uint64_t sent, done; int counted;
  int *remaining; /* by message number modulo IN_FLIGHT_SLOTS */
  int window;
};

/* Log-linear: 64 steps a power of two, about 1.5 % wide. */
struct histogram { uint64_t n, max, slot[64 * 64]; };

static struct conn *conns; static int nconns, conns_cap;
static struct group *groups; static int ngroups;
static int epoll_fd, wants_seq;
static uint8_t *scratch;
static char *message_buffer; static size_t message_cap;

/* --- traffic: messages to groups, closed (window) or open (rate) loop --- */
static struct {
  int on, first, last, turn; double rate; uint64_t limit, sent0;
  uint64_t began, warm_until, until, next_at, last_progress, drained_at;
  int draining;
  uint64_t deliveries, messages, bytes, measured_from; struct histogram latency, complete;
  struct rusage usage;
} traffic;
/* --- opening groups --- */
static struct { int on, first, last, group, at, busy, window, opened, failed; uint64_t began; struct histogram latency; } opening;
/* --- request and reply --- */
static struct { int on, group, depth; uint64_t began, warm_until, until, replies, wrong; struct histogram latency; struct rusage usage; } asking;
static uint64_t closed_count, failed_count, refused_count; static int last_close_code, wrong_shown;
static uint64_t ask_counter;

static uint64_t now_ns(void) { struct timespec t; clock_gettime(CLOCK_MONOTONIC, &t); return t.tv_sec * 1000000000ull + t.tv_nsec; }
static void die(const char *what) { fprintf(stderr, "load: %s (%s)\n", what, strerror(errno)); exit(1); }
static void *grow(void *p, size_t bytes) { p = realloc(p, bytes); if (!p) die("out of memory"); return p; }

static void record(struct histogram *h, uint64_t ns) {
  uint64_t v = ns / 100; /* in steps of 0.1 us */
  int slot;
  if (v < 64) slot = (int)v;
  else { int e = 63 - __builtin_clzll(v); slot = (e - 5) * 64 + (int)((v >> (e - 6)) & 63); }
  h->slot[slot]++; h->n++;
  if (ns > h->max) h->max = ns;
}
static double percentile_ms(const struct histogram *h, double q) {
  uint64_t want = (uint64_t)(q * h->n + 0.5), seen = 0;
  if (h->n == 0) return 0;
  for (int i = 0; i < 64 * 64; i++) {
    seen += h->slot[i];
    if (seen >= want && seen > 0) {
      double v = i < 64 ? i : (double)((64ull + (i & 63)) << (i / 64 - 1));
      return v / 1e4;
    }
  }
  return h->max / 1e6;
}
static void print_histogram(const char *name, const struct histogram *h) {
  printf(",\"%s\":{\"n\":%llu,\"p50\":%.4f,\"p90\":%.4f,\"p99\":%.4f,\"max\":%.4f}", name, (unsigned long long)h->n,
         percentile_ms(h, .5), percentile_ms(h, .9), percentile_ms(h, .99), h->max / 1e6);
}
static double cpu_seconds(const struct rusage *from) {
  struct rusage u; getrusage(RUSAGE_SELF, &u);
  return (u.ru_utime.tv_sec - from->ru_utime.tv_sec) + (u.ru_utime.tv_usec - from->ru_utime.tv_usec) / 1e6 +
         (u.ru_stime.tv_sec - from->ru_stime.tv_sec) + (u.ru_stime.tv_usec - from->ru_stime.tv_usec) / 1e6;
}

/* --- writing --- */
static void interest(struct conn *c) {
  struct epoll_event e = {.data.u32 = (uint32_t)(c - conns)};
  if (!c->heldback) e.events |= EPOLLIN;
  if (c->out_len > 0 || c->state == CONNECTING) e.events |= EPOLLOUT;
  epoll_ctl(epoll_fd, EPOLL_CTL_MOD, c->fd, &e);
}
static void write_bytes(struct conn *c, const void *bytes, size_t n) {
  ssize_t done = 0;
  if (c->out_len == 0) { done = send(c->fd, bytes, n, MSG_NOSIGNAL); if (done < 0) done = 0; }
  if ((size_t)done == n) return;
  size_t left = n - done;
  if (c->out_len + left > c->out_cap) { c->out_cap = (c->out_len + left) * 2; c->out = grow(c->out, c->out_cap); }
  memcpy(c->out + c->out_len, (const uint8_t *)bytes + done, left);
  c->out_len += left;
  interest(c);
}
/* Masked with a key of zero, which leaves the payload as it is. */
static void write_frame(struct conn *c, int opcode, const char *text, size_t n) {
  static uint8_t frame[128 * 1024 + 16];
  size_t h = 2;
  if (n > sizeof frame - 16) die("frame too long");
  frame[0] = 0x80 | opcode;
  if (n < 126) frame[1] = 0x80 | n;
  else if (n < 65536) { frame[1] = 0x80 | 126; frame[2] = n >> 8; frame[3] = n & 255; h = 4; }
  else { frame[1] = 0x80 | 127; for (int i = 0; i < 8; i++) frame[2 + i] = (uint64_t)n >> (56 - 8 * i); h = 10; }
  memset(frame + h, 0, 4); h += 4;
  memcpy(frame + h, text, n);
  write_bytes(c, frame, h + n);
}

/* {{n}}: ten digits; {{body}}: the marked body; {{seq}}: the connection's position; {{crlf}}: a line's end. */
static size_t expand(const char *text, const struct conn *c, uint64_t number, uint64_t at) {
  size_t n = 0;
  for (const char *p = text; *p;) {
    if (n + BODY_LENGTH + 64 > message_cap) { message_cap = message_cap * 2 + 1024; message_buffer = grow(message_buffer, message_cap); }
    if (p[0] == '{' && p[1] == '{') {
      if (!strncmp(p, "{{n}}", 5)) { n += sprintf(message_buffer + n, "%010llu", (unsigned long long)number); p += 5; continue; }
      if (!strncmp(p, "{{crlf}}", 8)) { message_buffer[n++] = '\r'; message_buffer[n++] = '\n'; p += 8; continue; }
      if (!strncmp(p, "{{seq}}", 7)) { n += sprintf(message_buffer + n, "%lld", c->seq); p += 7; continue; }
      if (!strncmp(p, "{{body}}", 8)) {
        int m = sprintf(message_buffer + n, "@@%010llu:%019llu@", (unsigned long long)number, (unsigned long long)at);
        memset(message_buffer + n + m, 'x', BODY_LENGTH - m);
        n += BODY_LENGTH; p += 8; continue;
      }
    }
    message_buffer[n++] = *p++;
  }
  return n;
}

/* --- messages --- */
static int send_message(int g, uint64_t at) {
  struct group *group = &groups[g];
  for (int tries = 0; tries < group->nconns; tries++) {
    struct conn *c = &conns[group->conns[group->next_sender++ % group->nconns]];
    if (!c->sends || c->state != OPEN || c->heldback) continue;
    group->remaining[group->sent % IN_FLIGHT_SLOTS] = group->counted;
    if (group->counted == 0) group->done++; /* nobody is there: sent is all it can be */
    size_t n = expand(group->message, c, group->sent++, at);
    write_frame(c, 1, message_buffer, n);
    return 1;
  }
  return 0;
}
static int traffic_may_send(int g, uint64_t t) {
  if (!traffic.on || traffic.draining || traffic.rate > 0) return 0;
  if (traffic.limit) {
    uint64_t sent = 0;
    for (int i = traffic.first; i <= traffic.last; i++) sent += groups[i].sent;
    if (sent - traffic.sent0 >= traffic.limit) { traffic.draining = 1; traffic.until = t; return 0; }
  }
  return groups[g].window > 0;
}
static void delivered(struct conn *c, uint64_t number, uint64_t sent_at, uint64_t t, size_t bytes) {
  struct group *group = &groups[c->group];
  c->count++;
  c->hash = c->hash * 1099511628211ull + number + 1;
  if (!c->counted) return;
  traffic.last_progress = t;
  int measured = traffic.on && !traffic.draining && t >= traffic.warm_until && c->group >= traffic.first && c->group <= traffic.last;
  if (measured) { traffic.deliveries++; traffic.bytes += bytes; record(&traffic.latency, t - sent_at); }
  if (--group->remaining[number % IN_FLIGHT_SLOTS] == 0) {
    group->done++;
    if (measured) { traffic.messages++; record(&traffic.complete, t - sent_at); }
    if (c->group >= traffic.first && c->group <= traffic.last && traffic_may_send(c->group, t)) send_message(c->group, now_ns());
  }
}
static uint64_t digits(const uint8_t *p, int n) { uint64_t v = 0; while (n-- > 0) v = v * 10 + (*p++ - '0'); return v; }

/* --- connections --- */
static void shut(struct conn *c) {
  if (c->state == CLOSED) return;
  close(c->fd);
  c->fd = -1; c->state = CLOSED; c->in_len = c->out_len = 0; c->heldback = 0;
  if (c->counted) { c->counted = 0; groups[c->group].counted--; }
}
static void settle(struct conn *c, int ok) {
  if (!opening.on || c->group < opening.first || c->group > opening.last) return;
  opening.busy--;
  if (ok) { opening.opened++; record(&opening.latency, now_ns() - c->opened_at); } else opening.failed++;
}
static void lost(struct conn *c) {
  int settled = c->state == OPEN;
  shut(c); closed_count++;
  if (!settled) { failed_count++; settle(c, 0); }
}
static void ask(struct conn *c) {
  if (c->ask_head - c->ask_tail >= ASK_DEPTH) return;
  uint64_t t = now_ns();
  c->asked[c->ask_head++ % ASK_DEPTH] = t;
  size_t n = expand(c->request, c, ask_counter++, t);
  if (c->http) write_bytes(c, message_buffer, n); else write_frame(c, 1, message_buffer, n);
}
static void answered(struct conn *c, uint64_t t, int right) {
  if (c->ask_tail == c->ask_head) return;
  uint64_t since = c->asked[c->ask_tail++ % ASK_DEPTH];
  if (!asking.on || asking.group != c->group) return;
  if (t >= asking.warm_until && t < asking.until) {
    if (right) { asking.replies++; record(&asking.latency, t - since); } else asking.wrong++;
  }
  if (t >= asking.until) return;
  if (right) ask(c);
  else c->ask_again_at = t + REFUSED_PAUSE_NS;
}
static void next_step(struct conn *c) {
  while (c->step < c->nsteps) {
    struct step *s = &c->steps[c->step];
    if (s->send) { size_t n = expand(s->send, c, ask_counter++, now_ns()); write_frame(c, 1, message_buffer, n); c->step++; continue; }
    return; /* waits for `expect` */
  }
  c->state = OPEN;
  if (c->receives && !c->stalled) { c->counted = 1; groups[c->group].counted++; }
  settle(c, 1);
}
static void on_text(struct conn *c, const uint8_t *p, size_t n, uint64_t t) {
  if (n == 1 && p[0] == '2') { write_frame(c, 1, "3", 1); return; } /* engine.io */
  const uint8_t *mark = memmem(p, n, "@@", 2);
  if (mark && mark + MARK_LENGTH <= p + n && c->receives) {
    if (wants_seq) { const uint8_t *s = memmem(p, n, "\"seq\":", 6); if (s) c->seq = strtoll((const char *)s + 6, NULL, 10); }
    delivered(c, digits(mark + 2, MARK_NUMBER), digits(mark + 3 + MARK_NUMBER, MARK_TIME), t, n);
  } else if (memmem(p, n, "\"errors\":[", 10) || memmem(p, n, "\"type\":\"error\"", 14)) {
    if (refused_count++ < 3) fprintf(stderr, "load: %.*s\n", (int)(n < 300 ? n : 300), (const char *)p);
  } else if (n >= 14 && !memcmp(p, "{\"type\":\"ping\"", 14)) write_frame(c, 1, "{\"type\":\"pong\"}", 15);
  if (c->state == SCRIPT && c->step < c->nsteps && memmem(p, n, c->steps[c->step].expect, strlen(c->steps[c->step].expect))) { c->step++; next_step(c); }
  else if (c->reply && c->state == OPEN && memmem(p, n, c->reply, strlen(c->reply))) answered(c, t, 1);
}
/* Returns how many bytes were used. */
static size_t frames(struct conn *c, uint8_t *p, size_t n, uint64_t t) {
  size_t used = 0;
  while (c->state >= SCRIPT && n - used >= 2) {
    uint8_t *f = p + used; size_t len = f[1] & 127, h = 2, have = n - used;
    if (len == 126) { if (have < 4) break; len = f[2] << 8 | f[3]; h = 4; }
    else if (len == 127) { if (have < 10) break; len = 0; for (int i = 0; i < 8; i++) len = len << 8 | f[2 + i]; h = 10; }
    if (have < h + len) break;
    int opcode = f[0] & 15;
    if (opcode == 1 || opcode == 2) on_text(c, f + h, len, t);
    else if (opcode == 9) write_frame(c, 10, (char *)f + h, len);
    else if (opcode == 8) { last_close_code = len >= 2 ? f[h] << 8 | f[h + 1] : 1005; lost(c); return n; }
    used += h + len;
  }
  return used;
}
static size_t responses(struct conn *c, uint8_t *p, size_t n, uint64_t t) {
  size_t used = 0;
  for (;;) {
    uint8_t *head = p + used, *end = memmem(head, n - used, "\r\n\r\n", 4);
    if (!end) return used;
    *end = 0;
    char *length = strcasestr((char *)head, "\ncontent-length:");
    *end = '\r';
    size_t total = end + 4 - head;
    if (length) total += strtoul(length + 16, NULL, 10);
    else { uint8_t *last = memmem(end + 4, n - used - total, "0\r\n\r\n", 5); if (!last) return used; total = last + 5 - head; }
    if (n - used < total) return used;
    int right = !c->reply || memmem(head, total, c->reply, strlen(c->reply)) != NULL;
    if (!right && wrong_shown++ < 3) fprintf(stderr, "load: %.*s\n", (int)(head + total - end - 4 < 300 ? head + total - end - 4 : 300), (char *)end + 4);
    answered(c, t, right);
    used += total;
  }
}
static size_t take(struct conn *c, uint8_t *p, size_t n, uint64_t t) {
  if (c->state == UPGRADING) {
    uint8_t *end = memmem(p, n, "\r\n\r\n", 4);
    if (!end) return 0;
    if (memcmp(p, "HTTP/1.1 101", 12)) { if (failed_count < 3) fprintf(stderr, "load: refused: %.*s\n", 60, (char *)p); lost(c); return n; }
    c->state = SCRIPT; next_step(c);
    size_t used = end + 4 - p;
    return used + (n > used ? frames(c, p + used, n - used, t) : 0);
  }
  return c->http ? responses(c, p, n, t) : frames(c, p, n, t);
}
static void readable(struct conn *c) {
  size_t kept = c->in_len;
  if (kept) memcpy(scratch, c->in, kept);
  ssize_t n = recv(c->fd, scratch + kept, READ_BYTES, 0);
  if (n < 0 && (errno == EAGAIN || errno == EINTR)) return;
  if (n <= 0) { lost(c); return; }
  uint64_t t = now_ns();
  size_t all = kept + n, used = take(c, scratch, all, t);
  c->in_len = c->state == CLOSED ? 0 : all - used;
  if (c->in_len) {
    if (c->in_len > READ_BYTES) die("a frame is too long");
    if (c->in_len > c->in_cap) { c->in_cap = c->in_len * 2; c->in = grow(c->in, c->in_cap); }
    memcpy(c->in, scratch + used, c->in_len);
  } else if (c->in_cap > 4096) { free(c->in); c->in = NULL; c->in_cap = 0; }
}
static void writable(struct conn *c) {
  if (c->state == CONNECTING) {
    int error = 0; socklen_t size = sizeof error;
    getsockopt(c->fd, SOL_SOCKET, SO_ERROR, &error, &size);
    if (error) { if (failed_count < 3) fprintf(stderr, "load: connect: %s\n", strerror(error)); lost(c); return; }
    if (c->http) { c->state = OPEN; settle(c, 1); interest(c); return; }
    char request[2048];
    int n = snprintf(request, sizeof request,
      "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
      "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n%s%s%s\r\n", c->path, c->port,
      c->protocol ? "Sec-WebSocket-Protocol: " : "", c->protocol ? c->protocol : "", c->protocol ? "\r\n" : "");
    c->state = UPGRADING;
    write_bytes(c, request, n); interest(c);
    return;
  }
  while (c->out_len > 0) {
    ssize_t n = send(c->fd, c->out, c->out_len, MSG_NOSIGNAL);
    if (n < 0) { if (errno != EAGAIN) lost(c); return; }
    memmove(c->out, c->out + n, c->out_len - n);
    c->out_len -= n;
  }
  interest(c);
}
static void open_connection(struct conn *c) {
  int one = 1;
  c->fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  if (c->fd < 0) die("socket");
  setsockopt(c->fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  if (c->stalled) { int bytes = 4096; setsockopt(c->fd, SOL_SOCKET, SO_RCVBUF, &bytes, sizeof bytes); }
  if (c->source) {
    struct sockaddr_in a = {.sin_family = AF_INET, .sin_addr.s_addr = c->source};
    setsockopt(c->fd, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &one, sizeof one);
    if (bind(c->fd, (struct sockaddr *)&a, sizeof a)) die("bind");
  }
  struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(c->port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  c->state = CONNECTING; c->step = 0; c->opened_at = now_ns(); c->ask_head = c->ask_tail = 0;
  struct epoll_event e = {.events = EPOLLIN | EPOLLOUT, .data.u32 = (uint32_t)(c - conns)};
  epoll_ctl(epoll_fd, EPOLL_CTL_ADD, c->fd, &e);
  if (connect(c->fd, (struct sockaddr *)&to, sizeof to) && errno != EINPROGRESS) lost(c);
}

/* --- the plan: directives of one connection follow its `conn` line --- */
static void add_group(int g) {
  if (g < ngroups) return;
  groups = grow(groups, (g + 1) * sizeof *groups);
  memset(groups + ngroups, 0, (g + 1 - ngroups) * sizeof *groups);
  for (; ngroups <= g; ngroups++) groups[ngroups].remaining = calloc(IN_FLIGHT_SLOTS, sizeof(int));
}
static void load_plan(const char *file) {
  FILE *f = fopen(file, "r");
  char *line = NULL; size_t cap = 0; ssize_t n;
  struct conn *c = NULL;
  if (!f) die(file);
  while ((n = getline(&line, &cap, f)) > 0) {
    if (line[n - 1] == '\n') line[--n] = 0;
    char *rest = strchr(line, ' ');
    if (rest) *rest++ = 0; else rest = "";
    if (!strcmp(line, "conn")) { /* conn GROUP PORT ROLES SOURCE SEQ */
      int g, port; char roles[8], source[32]; long long seq;
      if (sscanf(rest, "%d %d %7s %31s %lld", &g, &port, roles, source, &seq) != 5) die("plan: conn");
      add_group(g);
      if (nconns == conns_cap) { conns_cap = conns_cap * 2 + 64; conns = grow(conns, conns_cap * sizeof *conns); }
      c = &conns[nconns];
      memset(c, 0, sizeof *c);
      c->fd = -1; c->group = g; c->port = port; c->seq = seq;
      c->receives = strchr(roles, 'r') != NULL; c->sends = strchr(roles, 's') != NULL;
      c->http = strchr(roles, 'h') != NULL; c->stalled = strchr(roles, 'x') != NULL;
      if (strcmp(source, "-")) c->source = inet_addr(source);
      struct group *group = &groups[g];
      if (group->nconns == group->cap) { group->cap = group->cap * 2 + 4; group->conns = grow(group->conns, group->cap * sizeof(int)); }
      group->conns[group->nconns++] = nconns++;
    } else if (!strcmp(line, "message")) { char *text = strchr(rest, ' '); add_group(atoi(rest)); groups[atoi(rest)].message = strdup(text + 1); }
    else if (!c) die("plan: a directive before the first conn");
    else if (!strcmp(line, "path")) c->path = strdup(rest);
    else if (!strcmp(line, "protocol")) c->protocol = strdup(rest);
    else if (!strcmp(line, "request")) c->request = strdup(rest);
    else if (!strcmp(line, "reply")) c->reply = strdup(rest);
    else if (!strcmp(line, "send") || !strcmp(line, "expect")) {
      c->steps = grow(c->steps, (c->nsteps + 1) * sizeof *c->steps);
      c->steps[c->nsteps].send = line[0] == 's' ? strdup(rest) : NULL;
      c->steps[c->nsteps++].expect = line[0] == 's' ? NULL : strdup(rest);
      if (strstr(rest, "{{seq}}")) wants_seq = 1;
    } else die("plan: unknown directive");
  }
  free(line); fclose(f);
  printf("{\"cmd\":\"plan\",\"connections\":%d,\"groups\":%d}\n", nconns, ngroups);
}

/* --- ends of commands --- */
static int open_count(int g) { int n = 0; for (int i = 0; i < groups[g].nconns; i++) n += conns[groups[g].conns[i]].state == OPEN; return n; }
static void drive_opening(void) {
  while (opening.busy < opening.window && opening.group <= opening.last) {
    struct group *group = &groups[opening.group];
    if (opening.at == group->nconns) { opening.group++; opening.at = 0; continue; }
    struct conn *c = &conns[group->conns[opening.at++]];
    if (c->state != CLOSED) continue;
    opening.busy++;
    open_connection(c);
  }
  if (opening.busy > 0 || opening.group <= opening.last) return;
  double ms = (now_ns() - opening.began) / 1e6;
  opening.on = 0;
  printf("{\"cmd\":\"open\",\"opened\":%d,\"failed\":%d,\"ms\":%.3f", opening.opened, opening.failed, ms);
  print_histogram("latency", &opening.latency); printf("}\n");
}
/* Receivers that differ from the one of their group that has got most; the first must hold all that was sent. */
static void print_check(int first, int last) {
  uint64_t mismatched = 0, missing = 0, checked = 0;
  for (int g = first; g <= last; g++) {
    struct conn *best = NULL;
    for (int i = 0; i < groups[g].nconns; i++) { struct conn *c = &conns[groups[g].conns[i]]; if (c->receives && (!best || c->count > best->count)) best = c; }
    if (!best) continue;
    missing += groups[g].sent > best->count ? groups[g].sent - best->count : 0;
    for (int i = 0; i < groups[g].nconns; i++) {
      struct conn *c = &conns[groups[g].conns[i]];
      if (!c->receives) continue;
      checked++;
      if (c->count != best->count || c->hash != best->hash) mismatched++;
    }
  }
  printf(",\"checked\":%llu,\"mismatched\":%llu,\"missing\":%llu", (unsigned long long)checked, (unsigned long long)mismatched, (unsigned long long)missing);
}
static void finish_traffic(void) {
  uint64_t sent = 0, done = 0;
  for (int g = traffic.first; g <= traffic.last; g++) { sent += groups[g].sent; done += groups[g].done; groups[g].window = 0; }
  double seconds = (traffic.until - traffic.measured_from) / 1e9, wall = (traffic.drained_at - traffic.began) / 1e9;
  printf("{\"cmd\":\"traffic\",\"seconds\":%.4f,\"deliveries\":%llu,\"messages\":%llu,\"bytes\":%llu,\"sent\":%llu,\"unfinished\":%lld,\"cpu\":%.4f,\"wall\":%.4f",
         seconds, (unsigned long long)traffic.deliveries, (unsigned long long)traffic.messages, (unsigned long long)traffic.bytes,
         (unsigned long long)(sent - traffic.sent0), (long long)(sent - done), cpu_seconds(&traffic.usage), wall);
  print_histogram("latency", &traffic.latency); print_histogram("complete", &traffic.complete);
  print_check(traffic.first, traffic.last);
  printf(",\"closed\":%llu,\"closeCode\":%d,\"refused\":%llu}\n", (unsigned long long)closed_count, last_close_code, (unsigned long long)refused_count);
  refused_count = 0; traffic.on = 0;
}
static void drive_traffic(uint64_t t) {
  if (!traffic.draining && t >= traffic.until) traffic.draining = 1;
  while (!traffic.draining && traffic.rate > 0 && t >= traffic.next_at) {
    if (traffic.limit && traffic.limit-- == 1) { traffic.draining = 1; traffic.until = t; }
    send_message(traffic.first + traffic.turn++ % (traffic.last - traffic.first + 1), traffic.next_at);
    traffic.next_at += (uint64_t)(1e9 / traffic.rate);
  }
  uint64_t unfinished = 0;
  if (traffic.draining) for (int g = traffic.first; g <= traffic.last; g++) unfinished += groups[g].sent - groups[g].done;
  if (!traffic.draining && t - traffic.last_progress > NO_PROGRESS_NS && traffic.rate == 0) { traffic.draining = 1; traffic.until = t; traffic.last_progress = 0; }
  if (!traffic.draining) return;
  if (unfinished == 0 || t - (traffic.last_progress > traffic.until ? traffic.last_progress : traffic.until) > 5000000000ull) { traffic.drained_at = t; finish_traffic(); }
}
static void start_traffic(int first, int last, double rate, int window, double warm, double seconds, uint64_t limit) {
  uint64_t t = now_ns(), sent0 = 0;
  memset(&traffic, 0, sizeof traffic);
  for (int g = first; g <= last; g++) { sent0 += groups[g].sent; groups[g].done = groups[g].sent; groups[g].window = window; }
  traffic.on = 1; traffic.first = first; traffic.last = last; traffic.rate = rate; traffic.limit = limit; traffic.sent0 = sent0;
  traffic.began = traffic.next_at = traffic.last_progress = t;
  traffic.warm_until = traffic.measured_from = t + (uint64_t)(warm * 1e9);
  traffic.until = traffic.warm_until + (uint64_t)(seconds * 1e9);
  getrusage(RUSAGE_SELF, &traffic.usage);
  if (rate == 0) for (int g = first; g <= last; g++) for (int w = 0; w < window; w++) if (traffic_may_send(g, t)) send_message(g, now_ns());
}
static void drive_asking(uint64_t t) {
  for (int i = 0; i < groups[asking.group].nconns; i++) {
    struct conn *c = &conns[groups[asking.group].conns[i]];
    if (c->ask_again_at && t >= c->ask_again_at && c->state == OPEN) { c->ask_again_at = 0; ask(c); }
  }
  if (t < asking.until) return;
  double seconds = (asking.until - asking.warm_until) / 1e9;
  asking.on = 0;
  printf("{\"cmd\":\"ask\",\"seconds\":%.4f,\"replies\":%llu,\"wrong\":%llu,\"cpu\":%.4f,\"wall\":%.4f", seconds, (unsigned long long)asking.replies,
         (unsigned long long)asking.wrong, cpu_seconds(&asking.usage), (t - asking.began) / 1e9);
  print_histogram("latency", &asking.latency); printf("}\n");
}
static void command(char *line) {
  char name[32]; int a, b, window; double rate, warm, seconds; unsigned long long limit; char file[1024];
  if (sscanf(line, "%31s", name) != 1) return;
  if (!strcmp(name, "plan") && sscanf(line, "%*s %1023[^\n]", file) == 1) load_plan(file);
  else if (!strcmp(name, "open") && sscanf(line, "%*s %d %d %d", &a, &b, &window) == 3) {
    memset(&opening, 0, sizeof opening);
    opening.on = 1; opening.first = opening.group = a; opening.last = b; opening.window = window; opening.began = now_ns();
  } else if (!strcmp(name, "traffic") && sscanf(line, "%*s %d %d %lf %d %lf %lf %llu", &a, &b, &rate, &window, &warm, &seconds, &limit) == 7)
    start_traffic(a, b, rate, window, warm, seconds, limit);
  else if (!strcmp(name, "stop-traffic")) { if (traffic.on) { traffic.draining = 1; traffic.until = now_ns(); } }
  else if (!strcmp(name, "ask") && sscanf(line, "%*s %d %d %lf %lf", &a, &window, &warm, &seconds) == 4) {
    memset(&asking, 0, sizeof asking);
    asking.on = 1; asking.group = a; asking.depth = window; asking.began = now_ns();
    asking.warm_until = asking.began + (uint64_t)(warm * 1e9); asking.until = asking.warm_until + (uint64_t)(seconds * 1e9);
    getrusage(RUSAGE_SELF, &asking.usage);
    for (int i = 0; i < groups[a].nconns; i++) { struct conn *c = &conns[groups[a].conns[i]]; if (c->state == OPEN) for (int d = 0; d < window; d++) ask(c); }
  } else if (!strcmp(name, "cut") && sscanf(line, "%*s %d", &a) == 1) {
    for (int i = 0; i < groups[a].nconns; i++) {
      struct conn *c = &conns[groups[a].conns[i]];
      struct linger hard = {1, 0};
      if (c->state == CLOSED || !c->receives) continue;
      setsockopt(c->fd, SOL_SOCKET, SO_LINGER, &hard, sizeof hard);
      shut(c);
    }
    printf("{\"cmd\":\"cut\"}\n");
  } else if (!strcmp(name, "hold") && sscanf(line, "%*s %d %d", &a, &b) == 2) { /* b: stop (1) or go on (0) reading in group a */
    for (int i = 0; i < groups[a].nconns; i++) { struct conn *c = &conns[groups[a].conns[i]]; if (c->stalled && c->state == OPEN) { c->heldback = b; interest(c); } }
    printf("{\"cmd\":\"hold\"}\n");
  } else if (!strcmp(name, "check") && sscanf(line, "%*s %d %d", &a, &b) == 2) {
    int open = 0;
    for (int g = a; g <= b; g++) open += open_count(g);
    printf("{\"cmd\":\"check\",\"open\":%d", open); print_check(a, b);
    printf(",\"closed\":%llu,\"closeCode\":%d}\n", (unsigned long long)closed_count, last_close_code);
  } else if (!strcmp(name, "quit")) exit(0);
  else printf("{\"cmd\":\"error\"}\n");
}

int main(void) {
  static char input[65536]; size_t have = 0;
  static struct epoll_event events[1024];
  setvbuf(stdout, NULL, _IOLBF, 0);
  signal(SIGPIPE, SIG_IGN);
  epoll_fd = epoll_create1(0);
  printf("ready\n");
  scratch = malloc(2 * READ_BYTES + 16);
  fcntl(0, F_SETFL, O_NONBLOCK);
  struct epoll_event e = {.events = EPOLLIN, .data.u32 = UINT32_MAX};
  epoll_ctl(epoll_fd, EPOLL_CTL_ADD, 0, &e);
  for (;;) {
    uint64_t t = now_ns();
    if (opening.on) drive_opening();
    if (traffic.on) drive_traffic(t);
    if (asking.on) drive_asking(t);
    int wait = traffic.on || asking.on || opening.on ? 1 : 1000;
    if (traffic.on && traffic.rate > 0 && !traffic.draining && traffic.next_at <= t + 1000000) wait = 0;
    int n = epoll_wait(epoll_fd, events, 1024, wait);
    for (int i = 0; i < n; i++) {
      if (events[i].data.u32 == UINT32_MAX) {
        ssize_t got = read(0, input + have, sizeof input - have - 1);
        if (got == 0) exit(0);
        if (got < 0) continue;
        have += got; input[have] = 0;
        char *end;
        while ((end = strchr(input, '\n'))) { *end = 0; command(input); have -= end + 1 - input; memmove(input, end + 1, have + 1); }
        continue;
      }
      struct conn *c = &conns[events[i].data.u32];
      if (c->state == CLOSED) continue;
      if (events[i].events & EPOLLOUT) writable(c);
      if (c->state != CLOSED && (events[i].events & (EPOLLIN | EPOLLHUP | EPOLLERR)) && !c->heldback) readable(c);
      else if (c->state != CLOSED && c->heldback && (events[i].events & (EPOLLHUP | EPOLLERR))) lost(c);
    }
  }
}
