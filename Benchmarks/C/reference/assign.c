// The assignment problem: shortest augmenting paths with prices (H. W. Kuhn 1955; R. Jonker, A. Volgenant, Computing 38, 1987).
#include "parts.h"
#include <string.h>

enum { most_columns = 2 * most_slots * most_slots };

typedef struct {
    int32_t count, who[most_columns], nation[most_columns];
    int32_t cost[most_slots][most_columns];
} table;

/// Of each kind the cheapest of the allowed nations, as many as there are slots: more cannot matter without fees.
static void fill(reference *r, const problem *p, uint32_t allowed, table *t) {
    r->round++;
    t->count = 0;
    int32_t dearest = 0;
    for (int32_t k = 0; k < p->kinds; k++) {
        int32_t next[nations] = {0};
        for (int32_t taken = 0; taken < p->slots; taken++) {
            int32_t best = -1, cost = INT32_MAX;
            for (uint32_t rest = allowed; rest; rest &= rest - 1) {
                int32_t n = __builtin_ctz(rest);
                if (next[n] < p->count[k][n] && p->options[k][n][next[n]].cost < cost) {
                    best = n;
                    cost = p->options[k][n][next[n]].cost;
                }
            }
            if (best < 0) break;
            int32_t who = p->options[k][best][next[best]++].who;
            if (r->column_round[who] != r->round) {
                r->column_round[who] = r->round;
                int32_t column = t->count++;
                r->column[who] = column;
                t->who[column] = who;
                t->nation[column] = best;
                for (int32_t other = 0; other < p->kinds; other++) t->cost[other][column] = open_cost * 2;
            }
            t->cost[k][r->column[who]] = cost;
            if (cost > dearest) dearest = cost;
        }
    }
    for (int32_t slot = 0; slot < p->slots; slot++) {
        int32_t column = t->count++;
        t->who[column] = t->nation[column] = -1;
        for (int32_t k = 0; k < p->kinds; k++) t->cost[k][column] = open_cost;
    }
}

assignment assign(reference *r, const problem *p, uint32_t allowed) {
    static _Thread_local table t;
    fill(r, p, allowed, &t);
    int32_t columns = t.count, *v = r->prices, u[most_slots], row_of[most_columns], from[most_columns];
    static _Thread_local int32_t distance[most_columns];
    bool done[most_columns];
    memset(v, 0, sizeof(int32_t) * (size_t)columns);
    r->prices_used = columns;
    for (int32_t c = 0; c < columns; c++) row_of[c] = -1;
    for (int32_t slot = 0; slot < p->slots; slot++) {
        u[slot] = 0;
        for (int32_t c = 0; c < columns; c++) { distance[c] = INT32_MAX; from[c] = -1; done[c] = false; }
        int32_t row = slot, last = -1, reached[most_columns], count = 0;
        do {
            const int32_t *cost = t.cost[p->kind_of[row]];
            int32_t least = INT32_MAX, next = -1;
            for (int32_t c = 0; c < columns; c++) {
                if (done[c]) continue;
                int32_t reduced = cost[c] - u[row] - v[c];
                if (reduced < distance[c]) { distance[c] = reduced; from[c] = last; }
                if (distance[c] < least) { least = distance[c]; next = c; }
            }
            u[slot] += least;
            for (int32_t i = 0; i < count; i++) { u[row_of[reached[i]]] += least; v[reached[i]] -= least; }
            for (int32_t c = 0; c < columns; c++) if (!done[c] && distance[c] != INT32_MAX) distance[c] -= least;
            done[next] = true;
            reached[count++] = next;
            last = next;
            row = row_of[next];
        } while (row >= 0);
        while (last >= 0) {
            int32_t before = from[last];
            row_of[last] = before >= 0 ? row_of[before] : slot;
            last = before;
        }
    }
    assignment found = {0};
    for (int32_t c = 0; c < columns; c++) {
        if (row_of[c] < 0) continue;
        int32_t cost = t.cost[p->kind_of[row_of[c]]][c];
        if (t.nation[c] < 0) { found.open++; continue; }
        found.cost += cost;
        found.used |= (uint32_t)1 << t.nation[c];
        found.uses[t.nation[c]]++;
    }
    return found;
}
