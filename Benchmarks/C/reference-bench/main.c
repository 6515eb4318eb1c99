// Asks the reference alone: `reference-bench FILE`, where FILE is what `matching-bench --words FILE` wrote. For perf and valgrind.
#define _GNU_SOURCE
#include "reference.h"
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

static int up(const void *left, const void *right) {
    double a = *(const double *)left, b = *(const double *)right;
    return a < b ? -1 : a > b;
}

static void print(const char *name, double *micros, int32_t count) {
    qsort(micros, (size_t)count, sizeof(double), up);
    printf("%-10s median %9.1f us   p99 %9.1f us\n", name, micros[count / 2], micros[count * 99 / 100]);
}

static int32_t *read_words(const char *path, size_t *count) {
    FILE *file = fopen(path, "rb");
    if (!file || fseek(file, 0, SEEK_END) != 0) return NULL;
    *count = (size_t)ftell(file) / sizeof(int32_t);
    rewind(file);
    int32_t *words = malloc(*count * sizeof(int32_t) + 1);
    if (words && fread(words, sizeof(int32_t), *count, file) != *count) words = NULL;
    fclose(file);
    return words;
}

int main(int argc, char **argv) {
    size_t count = 0;
    int32_t *words = argc == 2 ? read_words(argv[1], &count) : NULL;
    double began = now();
    reference *r = words ? reference_open(words, count) : NULL;
    if (!r) {
        fprintf(stderr, "reference-bench: give a file that matching-bench has written\n");
        return 1;
    }
    printf("built in %.0f ms, %.1f MiB\n", (now() - began) / 1e3, (double)reference_bytes(r) / 1048576);
    int32_t requests = reference_requests(r), lines[40], costs[16], found;
    double *micros[3];
    for (int i = 0; i < 3; i++) if (!(micros[i] = malloc(sizeof(double) * (size_t)(requests + 1)))) return 1;
    int64_t nodes = 0, covering = 0;
    for (int pass = 0; pass < 3; pass++) {
        for (int32_t i = 0; i < requests; i++) {
            double a = now();
            reference_eligible(r, i, lines);
            double b = now();
            nodes += reference_assemble(r, i).nodes;
            double c = now();
            covering += reference_teams(r, i, 3, costs, &found);
            double d = now();
            micros[0][i] = b - a;
            micros[1][i] = c - b;
            micros[2][i] = d - c;
        }
    }
    print("eligible", micros[0], requests);
    print("assembly", micros[1], requests);
    print("teams", micros[2], requests);
    printf("%.1f nodes and %.1f covering teams a request\n", (double)nodes / 3 / requests, (double)covering / 3 / requests);
    reference_close(r);
    return 0;
}
