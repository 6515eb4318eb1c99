// How long programs take to start, as a median over runs:
//
//   launch run RUNS PROGRAM ARGUMENTS…            from fork to the end of the program; its output is thrown away
//   launch first-reply RUNS PROGRAM ARGUMENTS…    from fork to the first reply of a service that takes its listening socket as systemd
//                                                 hands it over; then SIGTERM. Resident memory at that moment, too.
//
// Prints the median and the 99th percentile in milliseconds, and resident KiB.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static void fail(const char *what) {
    fprintf(stderr, "launch: %s: %s\n", what, strerror(errno));
    exit(1);
}

static void silence(int fd) {
    int null = open("/dev/null", O_RDWR);
    if (null >= 0) dup2(null, fd);
}

static pid_t start(char **argv, int listener) {
    pid_t child = fork();
    if (child < 0) fail("fork");
    if (child > 0) return child;
    silence(0);
    silence(1);
    if (listener >= 0) {
        char number[16];
        silence(2);
        // dup2 to the same number would leave it closed on exec.
        if (listener == 3) fcntl(3, F_SETFD, 0); else dup2(listener, 3);
        snprintf(number, sizeof number, "%d", (int)getpid());
        setenv("LISTEN_PID", number, 1);
        setenv("LISTEN_FDS", "1", 1);
    }
    execvp(argv[0], argv);
    _exit(127);
}

static double run(char **argv) {
    double began = now();
    int status;
    if (waitpid(start(argv, -1), &status, 0) < 0) fail("waitpid");
    double took = now() - began;
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
        fprintf(stderr, "launch: %s did not end well (%d)\n", argv[0], status);
        exit(1);
    }
    return took;
}

static long resident(pid_t pid) {
    char path[64], line[256];
    long kib = 0;
    snprintf(path, sizeof path, "/proc/%d/status", (int)pid);
    FILE *file = fopen(path, "r");
    while (file && fgets(line, sizeof line, file)) if (sscanf(line, "VmRSS: %ld", &kib) == 1) break;
    if (file) fclose(file);
    return kib;
}

static double first_reply(char **argv, long *kib) {
    static const char call[] = "{\"method\":\"org.varlink.service.GetInfo\",\"parameters\":{}}";
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    snprintf(address.sun_path, sizeof address.sun_path, "/tmp/launch-%d.socket", (int)getpid());
    unlink(address.sun_path);
    int listener = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0), fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (listener < 0 || fd < 0 || bind(listener, (struct sockaddr *)&address, sizeof address) || listen(listener, 16)) fail("listen");
    double began = now();
    pid_t child = start(argv, listener);
    close(listener);
    char reply[65536];
    if (connect(fd, (struct sockaddr *)&address, sizeof address) || send(fd, call, sizeof call, MSG_NOSIGNAL) < 0) fail("connect");
    ssize_t got = read(fd, reply, sizeof reply);
    double took = now() - began;
    if (got <= 0 || memcmp(reply, "{\"parameters\"", 13) != 0) {
        fprintf(stderr, "launch: %s did not answer\n", argv[0]);
        exit(1);
    }
    *kib = resident(child);
    close(fd);
    unlink(address.sun_path);
    int status;
    kill(child, SIGTERM);
    waitpid(child, &status, 0);
    return took;
}

static int up(const void *left, const void *right) {
    double a = *(const double *)left, b = *(const double *)right;
    return a < b ? -1 : a > b;
}

int main(int argc, char **argv) {
    int runs = argc > 3 ? atoi(argv[2]) : 0;
    bool reply = argc > 3 && strcmp(argv[1], "first-reply") == 0;
    if (runs < 1 || runs > 100000 || (!reply && strcmp(argv[1], "run") != 0)) {
        fprintf(stderr, "usage: launch run|first-reply RUNS PROGRAM ARGUMENTS...\n");
        return 64;
    }
    double *took = malloc(sizeof(double) * (size_t)runs);
    long kib = 0;
    if (!took) return 1;
    // The first one warms the page cache and does not count.
    for (int i = -1; i < runs; i++) {
        double one = reply ? first_reply(argv + 3, &kib) : run(argv + 3);
        if (i >= 0) took[i] = one;
    }
    qsort(took, (size_t)runs, sizeof(double), up);
    printf("%.3f %.3f %ld\n", took[runs / 2], took[runs * 99 / 100], kib);
    return 0;
}
