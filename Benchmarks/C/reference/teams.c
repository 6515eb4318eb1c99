// Which standing teams cover a request, and the cheapest of them.
#include "parts.h"
#include <stdlib.h>
#include <string.h>

enum { most_members = 200 };

typedef struct {
    int32_t count, who[most_members];
    /// By member: the kinds of slot that they may take.
    uint64_t fits[most_members];
} strength;

static bool may_go(const team *t, const request *q) {
    return q->allowed >> t->nation & 1 && t->notice <= q->most_notice && t->state == 0 && t->valid_from <= q->start
        && t->valid_until >= q->end && t->confirmed >= q->fresh && !(t->excludes >> q->nation & 1);
}

static void muster(const reference *r, const request *q, const team *t, strength *s) {
    s->count = 0;
    const int32_t *member = r->member + t->first;
    for (int32_t i = 0; i < t->members; i++) if (bit(r->any, member[i])) s->who[s->count++] = member[i];
    if (s->count < q->slots) return;
    for (int32_t i = 0; i < s->count; i++) {
        s->fits[i] = 0;
        for (int32_t k = 0; k < q->kinds; k++) s->fits[i] |= (uint64_t)bit(r->fits[k], s->who[i]) << k;
    }
}

/// Looks for a member for the slot, moving others on (J. E. Hopcroft, R. M. Karp 1973, one path at a time).
static bool seat(const request *q, const strength *s, int32_t slot, int32_t *slot_of, bool *seen) {
    for (int32_t i = 0; i < s->count; i++) {
        if (seen[i] || !(s->fits[i] >> q->kind_of[slot] & 1)) continue;
        seen[i] = true;
        if (slot_of[i] < 0 || seat(q, s, slot_of[i], slot_of, seen)) {
            slot_of[i] = slot;
            return true;
        }
    }
    return false;
}

static bool covers(const request *q, const strength *s) {
    int32_t slot_of[most_members];
    for (int32_t i = 0; i < s->count; i++) slot_of[i] = -1;
    for (int32_t slot = 0; slot < q->slots; slot++) {
        bool seen[most_members] = {false};
        if (!seat(q, s, slot, slot_of, seen)) return false;
    }
    return true;
}

/// A covering team and what it costs at least.
typedef struct { int32_t team, bound; } covering;

static int by_bound(const void *left, const void *right) {
    const covering *a = left, *b = right;
    return a->bound != b->bound ? (a->bound < b->bound ? -1 : 1) : a->team - b->team;
}

static int32_t bound_of(const reference *r, const request *q, const strength *s) {
    int32_t sum = q->fee;
    for (int32_t slot = 0; slot < q->slots; slot++) {
        int32_t k = q->kind_of[slot], least = INT32_MAX;
        for (int32_t i = 0; i < s->count; i++) {
            if (!(s->fits[i] >> k & 1)) continue;
            int32_t cost = cost_of(r, q, q->kind[k].skill, s->who[i]);
            if (cost < least) least = cost;
        }
        sum += least;
    }
    return sum;
}

static int32_t nation_of(const reference *r, int32_t who) {
    int32_t nation = 0;
    while (who >= r->nation_first[nation + 1]) nation++;
    return nation;
}

/// Its people as a problem of their own; the lead nation is paid for in any case.
static int32_t cheapest(reference *r, const request *q, const team *t, int32_t at_most) {
    static _Thread_local problem p;
    strength s;
    muster(r, q, t, &s);
    p.kinds = q->kinds;
    p.slots = q->slots;
    p.fee = q->fee;
    p.prepaid = (uint32_t)1 << t->nation;
    p.kind_of = q->kind_of;
    int32_t nation[most_members];
    for (int32_t i = 0; i < s.count; i++) nation[i] = nation_of(r, s.who[i]);
    option *next = r->pool;
    for (int32_t k = 0; k < q->kinds; k++) {
        for (int32_t n = 0; n < nations; n++) {
            int32_t count = 0;
            option *list = p.options[k][n] = next;
            for (int32_t i = 0; i < s.count; i++) {
                if (nation[i] != n || !(s.fits[i] >> k & 1)) continue;
                int32_t cost = cost_of(r, q, q->kind[k].skill, s.who[i]), at = count++;
                for (; at > 0 && list[at - 1].cost > cost; at--) list[at] = list[at - 1];
                list[at] = (option){s.who[i], cost};
            }
            p.count[k][n] = count;
            next += count;
        }
    }
    return search(r, &p, at_most).cost;
}

int32_t reference_teams(reference *r, int32_t number, int32_t limit, int32_t *costs, int32_t *found) {
    const request *q = &r->request[number];
    memset(r->any, 0, sizeof(word) * (size_t)r->words);
    for (int32_t k = 0; k < q->kinds; k++) for (int32_t w = 0; w < r->words; w++) r->any[w] |= r->fits[k][w];
    covering *list = malloc(sizeof(covering) * (size_t)(r->teams + 1));
    int32_t count = 0;
    *found = 0;
    strength s;
    for (int32_t i = 0; list && i < r->teams; i++) {
        const team *t = &r->team[i];
        if (t->members < q->slots || !may_go(t, q)) continue;
        muster(r, q, t, &s);
        if (s.count < q->slots || s.count < t->strength || !covers(q, &s)) continue;
        list[count++] = (covering){i, bound_of(r, q, &s)};
    }
    if (list) qsort(list, (size_t)count, sizeof(covering), by_bound);
    for (int32_t i = 0; i < count && (*found < limit || list[i].bound < costs[limit - 1]); i++) {
        int32_t cost = cheapest(r, q, &r->team[list[i].team], *found < limit ? INT32_MAX : costs[limit - 1]);
        if (cost < 0) continue;
        int32_t at = *found < limit ? (*found)++ : limit - 1;
        for (; at > 0 && costs[at - 1] > cost; at--) costs[at] = costs[at - 1];
        costs[at] = cost;
    }
    free(list);
    return count;
}
