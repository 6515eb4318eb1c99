// Who may take which slot, and of them who can matter.
#include "parts.h"
#include <string.h>

static void keep_only(word *set, const word *with, int32_t words) {
    for (int32_t w = 0; w < words; w++) set[w] &= with[w];
}

/// Clears [from, to).
static void clear(word *set, int32_t from, int32_t to) {
    while (from < to && (from & 63)) cut(set, from++);
    while (from < to && (to & 63)) cut(set, --to);
    if (from < to) memset(set + (from >> 6), 0, sizeof(word) * (size_t)((to - from) >> 6));
}

/// The end of those of a nation whose notice is short enough: they come first.
static int32_t nation_end(const reference *r, const request *q, int32_t nation) {
    int32_t low = r->nation_first[nation], high = r->nation_first[nation + 1];
    while (low < high) {
        int32_t middle = low + (high - low) / 2;
        if (r->notice[middle] <= q->most_notice) low = middle + 1; else high = middle;
    }
    return low;
}

/// All profiles of the language whose four marks are each at least those that are needed.
static void speakers(const reference *r, int32_t language, int32_t needed, word *out) {
    memset(out, 0, sizeof(word) * (size_t)r->words);
    for (int32_t i = 0; i < r->spokens; i++) {
        const spoken *s = &r->spoken[i];
        bool enough = s->language == language;
        for (int32_t shift = 0; shift < 32; shift += 8) enough = enough && (s->profile >> shift & 255) >= (needed >> shift & 255);
        if (!enough) continue;
        for (int32_t w = 0; w < r->words; w++) out[w] |= s->set[w];
    }
}

/// Whom every rule passes that does not ask for the seat.
static void find_general(reference *r, const request *q) {
    word *g = r->general, **s = r->scratch;
    int32_t words = r->words;
    threshold_set(&r->clear_until, q->end, words, s[0]);
    threshold_set(&r->valid_until, q->end, words, s[1]);
    threshold_set(&r->valid_from, -q->start, words, s[2]);
    threshold_set(&r->confirmed, q->fresh, words, s[3]);
    calendar_set(&r->calendar, q->start, q->end, words, s[4]);
    const word *refuses = r->refuses[q->nation], *offered = r->offered, *a = s[0], *b = s[1], *c = s[2], *d = s[3], *e = s[4];
    for (int32_t w = 0; w < words; w++) g[w] = a[w] & b[w] & c[w] & d[w] & ~e[w] & offered[w] & ~refuses[w];
    if (q->mode != 2) keep_only(g, r->serves[q->mode], words);
    for (int32_t i = 0; i < q->languages; i++) {
        speakers(r, q->language[i], q->profile[i], s[0]);
        keep_only(g, s[0], words);
    }
    int32_t from = 0;
    for (int32_t n = 0; n < nations; n++) {
        if (!(q->allowed >> n & 1)) continue;
        clear(g, from, r->nation_first[n]);
        from = nation_end(r, q, n);
    }
    clear(g, from, words * 64);
}

static int32_t find_kind(reference *r, const kind *k, word *out) {
    const word *g = r->general, *holds = r->holds[k->skill][k->level], *cleared = r->cleared[k->clearance];
    int32_t count = 0, words = r->words;
    for (int32_t w = 0; w < words; w++) out[w] = g[w] & holds[w] & cleared[w];
    for (int32_t a = 0; a < most_accesses; a++) if (k->accesses >> a & 1) keep_only(out, r->accesses[a], words);
    for (int32_t w = 0; w < words; w++) count += __builtin_popcountll(out[w]);
    return count;
}

void reference_eligible(reference *r, int32_t number, int32_t *eligible) {
    const request *q = &r->request[number];
    find_general(r, q);
    int32_t counts[most_slots];
    for (int32_t k = 0; k < q->kinds; k++) counts[k] = find_kind(r, &q->kind[k], r->fits[k]);
    for (int32_t line = 0; line < q->lines; line++) eligible[line] = counts[q->easiest[line]];
}

/// The cheapest of one nation for one kind, as many as there are slots. Notice grows along the way, so the end comes early.
static int32_t shortlist(const reference *r, const request *q, int32_t k, int32_t nation, option *list) {
    int32_t from = r->nation_first[nation], to = r->nation_first[nation + 1], count = 0, skill = q->kind[k].skill;
    for (int32_t w = from >> 6; w << 6 < to; w++) {
        word rest = r->fits[k][w];
        if (w == from >> 6) rest &= ~(word)0 << (from & 63);
        if ((w + 1) << 6 > to) rest &= ~(word)0 >> (64 - (to & 63));
        for (; rest; rest &= rest - 1) {
            int32_t who = (w << 6) + __builtin_ctzll(rest);
            bool full = count == q->slots;
            if (full && q->notice_weight * r->notice[who] >= list[count - 1].cost) return count;
            int32_t cost = cost_of(r, q, skill, who);
            if (full && cost >= list[count - 1].cost) continue;
            int32_t at = full ? count - 1 : count++;
            for (; at > 0 && list[at - 1].cost > cost; at--) list[at] = list[at - 1];
            list[at] = (option){who, cost};
        }
    }
    return count;
}

reference_answer reference_assemble(reference *r, int32_t number) {
    const request *q = &r->request[number];
    static _Thread_local problem p;
    p.kinds = q->kinds;
    p.slots = q->slots;
    p.fee = q->fee;
    p.prepaid = 0;
    p.kind_of = q->kind_of;
    option *next = r->pool;
    for (int32_t k = 0; k < q->kinds; k++) {
        for (int32_t n = 0; n < nations; n++) {
            p.options[k][n] = next;
            p.count[k][n] = q->allowed >> n & 1 ? shortlist(r, q, k, n, next) : 0;
            next += p.count[k][n];
        }
    }
    return search(r, &p, INT32_MAX);
}
