// Reading the words, one after the other; past the end there are zeros, and `bad` says so.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct {
    const int32_t *at, *end;
    bool bad;
} words;

static inline int32_t take(words *w) {
    if (w->at == w->end) {
        w->bad = true;
        return 0;
    }
    return *w->at++;
}

/// A number from 0 to `most`.
static inline int32_t take_count(words *w, int32_t most) {
    int32_t value = take(w);
    if (value < 0 || value > most) {
        w->bad = true;
        return 0;
    }
    return value;
}
