// The nation term: sets of one to three nations are tried out under a relaxation per slot; where that proves nothing, branch and bound
// over sets of nations with a dual ascent as lower bound (D. Erlenkotter, Operations Research 26, 1978).
#include "parts.h"

typedef struct {
    reference *r;
    const problem *p;
    uint32_t all;
    /// With `open_cost` for each open slot.
    int32_t best, nodes;
    reference_answer answer;
} state;

static int32_t total(const state *s, const assignment *a) {
    return a->cost + open_cost * a->open + s->p->fee * __builtin_popcount(a->used | s->p->prepaid);
}

static void consider(state *s, const assignment *a) {
    int32_t cost = total(s, a);
    if (cost >= s->best) return;
    s->best = cost;
    s->answer.cost = cost - open_cost * a->open;
    s->answer.open = a->open;
}

/// A bound for the costs and the unpaid fees, from the prices that the last assignment left; `covered`: nations whose fee is met.
static int32_t bound(const state *s, uint32_t allowed, uint32_t paid, uint32_t *covered) {
    const problem *p = s->p;
    const reference *r = s->r;
    int32_t asks[most_slots][nations], offer[most_slots], missing[nations], sum = 0;
    for (int32_t n = 0; n < nations; n++) missing[n] = paid >> n & 1 ? 0 : p->fee;
    for (int32_t k = 0; k < p->kinds; k++) {
        for (uint32_t rest = allowed; rest; rest &= rest - 1) {
            int32_t n = __builtin_ctz(rest), least = open_cost;
            for (int32_t i = 0; i < p->count[k][n] && p->options[k][n][i].cost < least; i++) {
                int32_t who = p->options[k][n][i].who, price = p->options[k][n][i].cost;
                if (r->column_round[who] == r->round) price -= r->prices[r->column[who]];
                if (price < least) least = price;
            }
            asks[k][n] = least;
        }
    }
    for (int32_t slot = 0; slot < p->slots; slot++) {
        offer[slot] = open_cost;
        for (uint32_t rest = allowed; rest; rest &= rest - 1) {
            int32_t ask = asks[p->kind_of[slot]][__builtin_ctz(rest)];
            if (ask < offer[slot]) offer[slot] = ask;
        }
    }
    for (bool raised = true; raised;) {
        raised = false;
        for (int32_t slot = 0; slot < p->slots; slot++) {
            const int32_t *ask = asks[p->kind_of[slot]];
            int32_t step = open_cost - offer[slot];
            for (uint32_t rest = allowed; rest; rest &= rest - 1) {
                int32_t n = __builtin_ctz(rest), room = ask[n] <= offer[slot] ? missing[n] : ask[n] - offer[slot];
                if (room < step) step = room;
            }
            if (step <= 0) continue;
            for (uint32_t rest = allowed; rest; rest &= rest - 1) {
                int32_t n = __builtin_ctz(rest);
                if (ask[n] <= offer[slot]) missing[n] -= step;
            }
            offer[slot] += step;
            raised = true;
        }
    }
    for (int32_t slot = 0; slot < p->slots; slot++) sum += offer[slot];
    // What competition for people adds to the asks is not cost.
    for (int32_t c = 0; c < r->prices_used; c++) sum += r->prices[c];
    *covered = 0;
    for (uint32_t rest = allowed; rest; rest &= rest - 1) {
        int32_t n = __builtin_ctz(rest);
        if (missing[n] <= 0) *covered |= (uint32_t)1 << n;
    }
    return sum;
}

/// What is cheaper without one of its nations.
static void drop(state *s, assignment a) {
    for (bool better = true; better;) {
        better = false;
        for (uint32_t rest = a.used & ~s->p->prepaid; rest; rest &= rest - 1) {
            assignment fewer = assign(s->r, s->p, a.used & ~(rest & -rest));
            if (total(s, &fewer) >= total(s, &a)) continue;
            a = fewer;
            better = true;
            break;
        }
    }
    consider(s, &a);
}

static void expand(state *s, uint32_t paid, uint32_t barred) {
    uint32_t allowed = s->all & ~barred, covered;
    s->nodes++;
    assignment a = assign(s->r, s->p, allowed);
    consider(s, &a);
    uint32_t unpaid = a.used & ~paid;
    if (!unpaid) return;
    int32_t fees = s->p->fee * __builtin_popcount(paid);
    if (bound(s, allowed, paid, &covered) + fees >= s->best) return;
    if (((covered | paid) & allowed) != allowed) {
        assignment guess = assign(s->r, s->p, (covered | paid) & allowed);
        consider(s, &guess);
        if (s->nodes == 1) drop(s, guess);
    }
    int32_t branch = -1;
    for (uint32_t rest = unpaid; rest; rest &= rest - 1) {
        int32_t n = __builtin_ctz(rest);
        if (branch < 0 || a.uses[n] > a.uses[branch]) branch = n;
    }
    expand(s, paid | (uint32_t)1 << branch, barred);
    expand(s, paid, barred | (uint32_t)1 << branch);
}

/// Sets of a few nations, tried out.
typedef struct {
    state *s;
    int32_t count, most, nation[nations];
    /// By nation in turn and slot: no person of that nation, in a set of at most `most`, takes the slot for less.
    int32_t relaxed[nations][most_slots];
    /// The least of those from there on.
    int32_t later[nations + 1][most_slots];
} few;

/// Of the j cheapest of a kind in k nations, one nation has at least j/k: so the j-th costs no less than that one of some nation.
static void relax(few *f) {
    const problem *p = f->s->p;
    for (int32_t slot = 0; slot < p->slots; slot++) f->later[f->count][slot] = open_cost;
    for (int32_t i = f->count - 1; i >= 0; i--) {
        for (int32_t slot = 0, same = 0; slot < p->slots; slot++) {
            int32_t k = p->kind_of[slot], n = f->nation[i];
            same = slot > 0 && p->kind_of[slot - 1] == k ? same + 1 : 0;
            int32_t at = same / f->most, cost = at < p->count[k][n] ? p->options[k][n][at].cost : open_cost;
            f->relaxed[i][slot] = cost;
            f->later[i][slot] = cost < f->later[i + 1][slot] ? cost : f->later[i + 1][slot];
        }
    }
}

static void extend(few *f, int32_t from, uint32_t set, int32_t size, const int32_t *so_far) {
    state *s = f->s;
    int32_t slots = s->p->slots, fee = s->p->fee;
    for (int32_t i = from; i < f->count; i++) {
        int32_t now[most_slots], sum = 0, later = 0;
        for (int32_t slot = 0; slot < slots; slot++) {
            int32_t cost = f->relaxed[i][slot] < so_far[slot] ? f->relaxed[i][slot] : so_far[slot];
            now[slot] = cost;
            sum += cost;
            later += cost < f->later[i + 1][slot] ? cost : f->later[i + 1][slot];
        }
        uint32_t with = set | (uint32_t)1 << f->nation[i];
        if (size + 1 == f->most && sum + fee * (size + 1) < s->best) {
            assignment a = assign(s->r, s->p, with);
            consider(s, &a);
        } else if (size + 1 < f->most && later + fee * f->most < s->best) {
            extend(f, i + 1, with, size + 1, now);
        }
    }
}

/// Whether the optimum is found and proven among the sets of at most three nations, where fees weigh more than people.
static bool try_few(state *s) {
    enum { most = 3 };
    int32_t none[most_slots];
    assignment a = assign(s->r, s->p, s->all);
    int32_t free = a.cost + open_cost * a.open;
    consider(s, &a);
    few f = {.s = s};
    for (uint32_t rest = s->all & ~s->p->prepaid; rest; rest &= rest - 1) f.nation[f.count++] = __builtin_ctz(rest);
    int32_t size = __builtin_popcount(s->p->prepaid);
    for (f.most = 1; f.most <= most; f.most++) {
        if (free + s->p->fee * f.most >= s->best) return true;
        relax(&f);
        for (int32_t slot = 0, same = 0; slot < s->p->slots; slot++) {
            int32_t k = s->p->kind_of[slot], n = size ? __builtin_ctz(s->p->prepaid) : 0;
            same = slot > 0 && s->p->kind_of[slot - 1] == k ? same + 1 : 0;
            int32_t at = same / f.most;
            none[slot] = size && at < s->p->count[k][n] ? s->p->options[k][n][at].cost : open_cost;
        }
        if (size == f.most) {
            assignment own = assign(s->r, s->p, s->p->prepaid);
            consider(s, &own);
        } else {
            extend(&f, 0, s->p->prepaid, size, none);
        }
    }
    return free + s->p->fee * (most + 1) >= s->best;
}

reference_answer search(reference *r, const problem *p, int32_t at_most) {
    state s = {.r = r, .p = p, .best = at_most, .answer = {.cost = -1, .open = -1}};
    for (int32_t k = 0; k < p->kinds; k++) {
        for (int32_t n = 0; n < nations; n++) if (p->count[k][n]) s.all |= (uint32_t)1 << n;
    }
    if (!try_few(&s)) expand(&s, p->prepaid, 0);
    s.answer.nodes = s.nodes;
    return s.answer;
}
