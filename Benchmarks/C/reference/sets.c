// Sets by threshold and by time.
#include "parts.h"
#include <stdlib.h>
#include <string.h>

typedef struct { int32_t value, who; } pair;

static int by_value(const void *left, const void *right) {
    const pair *a = left, *b = right;
    return a->value != b->value ? (a->value < b->value ? -1 : 1) : (a->who < b->who ? -1 : a->who > b->who);
}

bool threshold_build(reference *r, threshold *t, int32_t count, const int32_t *values) {
    pair *pairs = malloc(sizeof(pair) * (size_t)(count + 1));
    if (!pairs) return false;
    for (int32_t i = 0; i < count; i++) pairs[i] = (pair){values[i], i};
    qsort(pairs, (size_t)count, sizeof(pair), by_value);
    t->count = count;
    t->step = count < 200000 ? 512 : 4096;
    t->values = room(r, sizeof(int32_t) * (size_t)(count + 1));
    t->who = room(r, sizeof(int32_t) * (size_t)(count + 1));
    int32_t marks = count / t->step + 2;
    t->sets = room(r, sizeof(word) * (size_t)marks * (size_t)r->words);
    if (!t->values || !t->who || !t->sets) { free(pairs); return false; }
    for (int32_t i = 0; i < count; i++) { t->values[i] = pairs[i].value; t->who[i] = pairs[i].who; }
    free(pairs);
    for (int32_t mark = 0; mark < marks; mark++) {
        word *set = t->sets + (size_t)mark * (size_t)r->words;
        for (int32_t i = mark * t->step; i < count; i++) put(set, t->who[i]);
    }
    return true;
}

void threshold_set(const threshold *t, int32_t limit, int32_t words, word *out) {
    int32_t low = 0, high = t->count;
    while (low < high) {
        int32_t middle = low + (high - low) / 2;
        if (t->values[middle] < limit) low = middle + 1; else high = middle;
    }
    int32_t mark = (low + t->step / 2) / t->step, at = mark * t->step;
    memcpy(out, t->sets + (size_t)mark * (size_t)words, sizeof(word) * (size_t)words);
    for (int32_t i = low; i < at && i < t->count; i++) put(out, t->who[i]);
    for (int32_t i = at; i < low; i++) cut(out, t->who[i]);
}

enum { day = 1440 };

static int32_t day_of(int32_t minute) { return minute >= 0 ? minute / day : -((day - 1 - minute) / day); }

bool calendar_build(reference *r, calendar *c, int32_t count, const period *periods) {
    int32_t first = INT32_MAX, last = INT32_MIN;
    for (int32_t i = 0; i < count; i++) {
        if (day_of(periods[i].start) < first) first = day_of(periods[i].start);
        if (day_of(periods[i].end - 1) > last) last = day_of(periods[i].end - 1);
    }
    c->first = count ? first : 0;
    c->days = count ? last - first + 1 : 0;
    size_t size = sizeof(word) * (size_t)(c->days + 1) * (size_t)r->words;
    for (int32_t span = 0; span < spans; span++) if (!(c->sets[span] = room(r, size))) return false;
    c->whole = room(r, size);
    c->parts = room(r, sizeof(period) * (size_t)(2 * count + 1));
    c->parts_from = room(r, sizeof(int32_t) * (size_t)(c->days + 2));
    if (!c->whole || !c->parts || !c->parts_from) return false;
    for (int32_t pass = 0; pass < 2; pass++) {
        for (int32_t i = 0; i < count; i++) {
            int32_t from = day_of(periods[i].start), to = day_of(periods[i].end - 1);
            for (int32_t d = from; d <= to; d++) {
                bool whole = periods[i].start <= d * day && periods[i].end >= (d + 1) * day;
                size_t row = (size_t)(d - c->first) * (size_t)r->words;
                if (pass == 0) {
                    put(c->sets[0] + row, periods[i].who);
                    if (whole) put(c->whole + row, periods[i].who); else c->parts_from[d - c->first + 2]++;
                } else if (!whole) {
                    c->parts[c->parts_from[d - c->first + 1]++] = periods[i];
                }
            }
        }
        if (pass == 0) for (int32_t d = 2; d <= c->days + 1; d++) c->parts_from[d] += c->parts_from[d - 1];
    }
    for (int32_t span = 1; span < spans; span++) {
        for (int32_t d = 0; d < c->days; d++) {
            int32_t next = d + (1 << (span - 1));
            word *to = c->sets[span] + (size_t)d * (size_t)r->words;
            const word *one = c->sets[span - 1] + (size_t)d * (size_t)r->words;
            const word *two = next < c->days ? c->sets[span - 1] + (size_t)next * (size_t)r->words : one;
            for (int32_t w = 0; w < r->words; w++) to[w] = one[w] | two[w];
        }
    }
    return true;
}

static void add(word *out, const word *set, int32_t words) {
    for (int32_t w = 0; w < words; w++) out[w] |= set[w];
}

/// The days [from, to), each as a whole.
static void add_days(const calendar *c, int32_t from, int32_t to, int32_t words, word *out) {
    if (from < 0) from = 0;
    if (to > c->days) to = c->days;
    while (from < to) {
        int32_t span = 0;
        while (span + 1 < spans && 1 << (span + 1) <= to - from) span++;
        const word *one = c->sets[span] + (size_t)from * (size_t)words;
        int32_t rest = to - from - (1 << span);
        if (rest > 0 && rest < 1 << span) {
            const word *two = c->sets[span] + (size_t)(to - (1 << span)) * (size_t)words;
            for (int32_t w = 0; w < words; w++) out[w] |= one[w] | two[w];
            return;
        }
        add(out, one, words);
        from += 1 << span;
    }
}

/// A day of which the mission takes a part only.
static void add_edge(const calendar *c, int32_t d, int32_t start, int32_t end, int32_t words, word *out) {
    if (d < 0 || d >= c->days) return;
    add(out, c->whole + (size_t)d * (size_t)words, words);
    for (int32_t i = c->parts_from[d]; i < c->parts_from[d + 1]; i++) {
        if (c->parts[i].start < end && start < c->parts[i].end) put(out, c->parts[i].who);
    }
}

void calendar_set(const calendar *c, int32_t start, int32_t end, int32_t words, word *out) {
    memset(out, 0, sizeof(word) * (size_t)words);
    int32_t from = day_of(start + day - 1), to = day_of(end);
    if (from < to) add_days(c, from - c->first, to - c->first, words, out);
    if (start < from * day) add_edge(c, from - 1 - c->first, start, end, words, out);
    if (to * day < end && to != from - 1) add_edge(c, to - c->first, start, end, words, out);
}
