// Calls a server on a Unix socket as fast as it answers:
//
//   load PATH MESSAGES CLIENTS DEPTH MILLISECONDS [PREAMBLE]
//
// MESSAGES and PREAMBLE are files of messages, each with its NUL. Each client sends the whole preamble first, one message at a time,
// and waits for its replies; then the messages in turn, DEPTH of them under way at any time. Prints calls, seconds, the median and the
// 99th percentile of a call in microseconds, replies that are errors, and the bytes of the first reply.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

enum { most_clients = 1024, most_depth = 64, most_in = 1 << 20, most_times = 1 << 22 };

typedef struct { char *at; size_t bytes; } message;
typedef struct { message *all; size_t count; } messages;

typedef struct {
    int fd;
    /// When the calls under way were sent, as a ring.
    double sent[most_depth];
    uint32_t first, under_way;
    size_t next;
    /// Whether the reply that comes in now has begun already.
    bool within;
} client;

static client clients[most_clients];
static messages load;
static double *times;
static uint64_t calls, errors;
static size_t first_bytes;

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

static void fail(const char *what) {
    fprintf(stderr, "load: %s: %s\n", what, strerror(errno));
    exit(1);
}

static messages read_messages(const char *path) {
    FILE *file = fopen(path, "rb");
    if (!file || fseek(file, 0, SEEK_END) != 0) fail(path);
    size_t size = (size_t)ftell(file);
    rewind(file);
    char *text = malloc(size + 1);
    messages found = {calloc(size / 2 + 1, sizeof(message)), 0};
    if (!text || !found.all || fread(text, 1, size, file) != size) fail(path);
    fclose(file);
    for (char *at = text, *end; (end = memchr(at, 0, (size_t)(text + size - at))); at = end + 1) {
        found.all[found.count++] = (message){at, (size_t)(end + 1 - at)};
    }
    return found;
}

static void send_all(int fd, const char *at, size_t bytes) {
    while (bytes > 0) {
        ssize_t sent = send(fd, at, bytes, MSG_NOSIGNAL);
        if (sent < 0) fail("send");
        at += sent;
        bytes -= (size_t)sent;
    }
}

/// Sends `count` more calls in one piece.
static void call(client *c, uint32_t count) {
    static char out[most_in];
    size_t bytes = 0;
    double at = now();
    for (uint32_t i = 0; i < count; i++) {
        const message *m = &load.all[c->next];
        c->next = c->next + 1 == load.count ? 0 : c->next + 1;
        if (bytes + m->bytes > sizeof out) {
            send_all(c->fd, out, bytes);
            bytes = 0;
        }
        memcpy(out + bytes, m->at, m->bytes);
        bytes += m->bytes;
        c->sent[(c->first + c->under_way++) % most_depth] = at;
    }
    send_all(c->fd, out, bytes);
}

static void finish_call(client *c, double at) {
    if (calls < most_times) times[calls] = at - c->sent[c->first % most_depth];
    c->first++;
    c->under_way--;
    calls++;
}

static void take_replies(client *c, bool more) {
    static char in[most_in];
    ssize_t got = read(c->fd, in, sizeof in);
    if (got <= 0) fail("the server has closed the connection");
    double at = now();
    uint32_t done = 0;
    for (char *from = in, *end = in + got; from < end;) {
        if (!c->within && end - from > 8 && memcmp(from, "{\"error\"", 8) == 0) {
            if (errors++ == 0) fprintf(stderr, "load: %.*s\n", 300, from);
        }
        char *stop = memchr(from, 0, (size_t)(end - from));
        c->within = stop == NULL;
        if (!stop) break;
        if (first_bytes == 0) first_bytes = (size_t)(stop + 1 - from);
        finish_call(c, at);
        done++;
        from = stop + 1;
    }
    if (more && done > 0) call(c, done);
}

static int connect_to(const char *path, const messages *preamble) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    if (strlen(path) >= sizeof address.sun_path) fail(path);
    strcpy(address.sun_path, path);
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0 || connect(fd, (struct sockaddr *)&address, sizeof address)) fail(path);
    for (size_t i = 0; i < preamble->count; i++) {
        char reply[65536];
        size_t bytes = 0;
        send_all(fd, preamble->all[i].at, preamble->all[i].bytes);
        do {
            ssize_t got = read(fd, reply + bytes, sizeof reply - bytes);
            if (got <= 0) fail("preamble");
            bytes += (size_t)got;
        } while (reply[bytes - 1] != 0 && bytes < sizeof reply);
        if (memcmp(reply, "{\"error\"", 8) == 0) fprintf(stderr, "load: %s\n", reply);
    }
    return fd;
}

static int up(const void *left, const void *right) {
    double a = *(const double *)left, b = *(const double *)right;
    return a < b ? -1 : a > b;
}

/// One client that waits for each reply needs no poll.
static void alone(uint32_t depth, double end) {
    call(&clients[0], depth);
    while (now() < end) take_replies(&clients[0], true);
    while (clients[0].under_way > 0) take_replies(&clients[0], false);
}

static void together(uint32_t count, uint32_t depth, double end) {
    int poll = epoll_create1(EPOLL_CLOEXEC);
    struct epoll_event event = {.events = EPOLLIN}, ready[most_clients];
    uint32_t open = count;
    for (uint32_t i = 0; i < count; i++) {
        event.data.u32 = i;
        if (epoll_ctl(poll, EPOLL_CTL_ADD, clients[i].fd, &event)) fail("epoll");
        call(&clients[i], depth);
    }
    while (open > 0) {
        int woken = epoll_wait(poll, ready, most_clients, 10000);
        if (woken <= 0) fail("no reply for ten seconds");
        bool more = now() < end;
        for (int i = 0; i < woken; i++) {
            client *c = &clients[ready[i].data.u32];
            take_replies(c, more);
            if (c->under_way == 0) open--;
        }
    }
}

int main(int argc, char **argv) {
    if (argc < 6) {
        fprintf(stderr, "usage: load PATH MESSAGES CLIENTS DEPTH MILLISECONDS [PREAMBLE]\n");
        return 64;
    }
    load = read_messages(argv[2]);
    uint32_t count = (uint32_t)strtoul(argv[3], NULL, 10), depth = (uint32_t)strtoul(argv[4], NULL, 10);
    double limit = strtod(argv[5], NULL) * 1e3;
    messages preamble = argc > 6 ? read_messages(argv[6]) : (messages){NULL, 0};
    times = malloc(sizeof(double) * most_times);
    if (count < 1 || count > most_clients || depth < 1 || depth > most_depth || load.count == 0 || !times) return 64;
    for (uint32_t i = 0; i < count; i++) {
        clients[i].fd = connect_to(argv[1], &preamble);
        clients[i].next = load.count / count * i;
    }
    double began = now();
    if (count == 1) alone(depth, began + limit); else together(count, depth, began + limit);
    double seconds = (now() - began) / 1e6;
    size_t known = calls < most_times ? (size_t)calls : most_times;
    qsort(times, known, sizeof(double), up);
    printf("%llu %.6f %.2f %.2f %llu %zu\n", (unsigned long long)calls, seconds, times[known / 2], times[known * 99 / 100],
        (unsigned long long)errors, first_bytes);
    return 0;
}
