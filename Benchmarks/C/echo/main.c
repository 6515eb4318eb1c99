// The floor of a server on a Unix socket: `echo-server PATH BYTES` answers every message, up to its NUL, with BYTES bytes and a NUL.
#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

enum { most = 65536, batch = 64 };

static char *replies;
static size_t each;

static int answer(int fd) {
    static char in[most];
    ssize_t got = read(fd, in, sizeof in);
    if (got <= 0) return got < 0 && errno == EAGAIN;
    size_t count = 0;
    for (char *at = in, *end = in + got; (at = memchr(at, 0, (size_t)(end - at))); at++) count++;
    while (count > 0) {
        size_t now = count < batch ? count : batch, rest = now * each;
        for (const char *from = replies; rest > 0;) {
            ssize_t sent = send(fd, from, rest, MSG_NOSIGNAL);
            if (sent < 0) return 0;
            from += sent;
            rest -= (size_t)sent;
        }
        count -= now;
    }
    return 1;
}

int main(int argc, char **argv) {
    if (argc != 3 || strlen(argv[1]) >= sizeof((struct sockaddr_un *)0)->sun_path) return 64;
    each = strtoul(argv[2], NULL, 10) + 1;
    if (each < 2 || each > 1 << 20 || !(replies = malloc(each * batch))) return 64;
    memset(replies, 'x', each * batch);
    for (size_t i = 1; i <= batch; i++) replies[i * each - 1] = 0;
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    strcpy(address.sun_path, argv[1]);
    int listener = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0), poll = epoll_create1(EPOLL_CLOEXEC);
    if (listener < 0 || poll < 0 || bind(listener, (struct sockaddr *)&address, sizeof address) || listen(listener, 128)) {
        perror("echo-server");
        return 1;
    }
    struct epoll_event event = {.events = EPOLLIN, .data.fd = listener}, ready[batch];
    epoll_ctl(poll, EPOLL_CTL_ADD, listener, &event);
    for (;;) {
        int count = epoll_wait(poll, ready, batch, -1);
        for (int i = 0; i < count; i++) {
            int fd = ready[i].data.fd;
            if (fd == listener) {
                event.data.fd = accept4(listener, NULL, NULL, SOCK_CLOEXEC);
                if (event.data.fd >= 0) epoll_ctl(poll, EPOLL_CTL_ADD, event.data.fd, &event);
            } else if (!answer(fd)) {
                close(fd);
            }
        }
    }
}
