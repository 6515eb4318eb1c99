// What the files of the reference share.
#pragma once

#include "reference.h"
#include <stdbool.h>

enum { nations = 32, skills = 64, levels = 5, most_slots = 40, most_accesses = 16, most_languages = 8, spans = 7 };

typedef uint64_t word;

static inline bool bit(const word *set, int32_t n) { return set[n >> 6] >> (n & 63) & 1; }
static inline void put(word *set, int32_t n) { set[n >> 6] |= (word)1 << (n & 63); }
static inline void cut(word *set, int32_t n) { set[n >> 6] &= ~((word)1 << (n & 63)); }

/// Who has at least a value, for any value: a bit set at every `step`-th of the sorted values, and the values between.
typedef struct {
    int32_t count, step;
    int32_t *values, *who;
    word *sets;
} threshold;

typedef struct { int32_t who, start, end; } period;

/// Who is away: by day, and for runs of 2, 4, 8 … days (a doubling table), so that a mission's whole days are two look-ups.
typedef struct {
    int32_t first, days;
    /// sets[span][day]: away for some of the 2^span days from that one.
    word *sets[spans];
    /// Away for all of the day.
    word *whole;
    /// By day, from parts_from[day]: periods that begin or end within it.
    period *parts;
    int32_t *parts_from;
} calendar;

typedef struct { int32_t language, profile; word *set; } spoken;

typedef struct {
    int32_t nation, notice, state, valid_from, valid_until, confirmed, strength;
    uint32_t excludes;
    /// Admitted members.
    int32_t members, first;
} team;

typedef struct { int32_t line, skill, level, clearance, accesses; } kind;

typedef struct {
    int32_t nation, mode, start, end, fresh, most_notice;
    /// Nations whose people may come.
    uint32_t allowed;
    int32_t notice_weight, level_weight, fee;
    int32_t languages, language[most_languages], profile[most_languages];
    int32_t lines, kinds, slots;
    kind kind[most_slots];
    /// By line: the kind that is the easiest.
    int32_t easiest[most_slots];
    /// By slot.
    int32_t kind_of[most_slots];
} request;

/// Somebody who may take a kind of slot.
typedef struct { int32_t who, cost; } option;

/// Slots to be filled, and by kind and nation those who may, cheapest first.
typedef struct {
    int32_t kinds, slots, fee;
    /// Nations that are paid for in any case.
    uint32_t prepaid;
    const int32_t *kind_of;
    int32_t count[most_slots][nations];
    option *options[most_slots][nations];
} problem;

typedef struct {
    int32_t cost, open;
    uint32_t used;
    /// By nation: slots that it fills.
    int32_t uses[nations];
} assignment;

struct reference {
    size_t bytes;
    int32_t experts, words;
    /// By expert; they are sorted by nation, then notice.
    int32_t *notice, *column, *column_round;
    int32_t round;
    int32_t nation_first[nations + 1];
    word *holds[skills][levels + 1];
    word *cleared[levels];
    word *accesses[most_accesses];
    word *serves[2], *offered, *refuses[nations];
    threshold clear_until, valid_until, valid_from, confirmed;
    calendar calendar;
    int32_t spokens;
    spoken *spoken;
    int32_t teams;
    team *team;
    int32_t *member;
    int32_t requests;
    request *request;
    // Room to work in.
    word *scratch[5], *general, *any, *fits[most_slots];
    option *pool;
    int32_t prices_used, prices[2 * most_slots * most_slots];
    void **rooms;
    size_t room_count;
};

enum { open_cost = 4000000 };

/// Sorts those with at least `limit` into the set `out`.
void threshold_set(const threshold *, int32_t limit, int32_t words, word *out);
/// Sorts those who are away for some of [start, end) into the set `out`.
void calendar_set(const calendar *, int32_t start, int32_t end, int32_t words, word *out);

/// The cheapest distinct people of some nations; no fees. Leaves each used person's price in `prices`, by `column`.
assignment assign(reference *, const problem *, uint32_t allowed);
/// The same with a fee for every nation used: the proven optimum.
reference_answer search(reference *, const problem *, int32_t at_most);

static inline int32_t level_of(const reference *r, int32_t skill, int32_t who) {
    int32_t level = levels;
    while (level > 0 && !bit(r->holds[skill][level], who)) level--;
    return level;
}

static inline int32_t cost_of(const reference *r, const request *q, int32_t skill, int32_t who) {
    return q->notice_weight * r->notice[who] + q->level_weight * (levels - level_of(r, skill, who));
}

void *room(reference *, size_t bytes);
bool threshold_build(reference *, threshold *, int32_t count, const int32_t *values);
bool calendar_build(reference *, calendar *, int32_t count, const period *);
