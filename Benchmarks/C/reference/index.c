// From the words to the index.
#include "parts.h"
#include "words.h"
#include <stdlib.h>
#include <string.h>

enum { magic = 0x43525254, most_experts = 8000000, most_teams = 1000000, most_requests = 1000000, most_held = 64 };

void *room(reference *r, size_t bytes) {
    void *space = calloc(1, bytes ? bytes : 1);
    void **rooms = realloc(r->rooms, sizeof(void *) * (r->room_count + 1));
    if (rooms) r->rooms = rooms;
    if (!space || !rooms) {
        free(space);
        return NULL;
    }
    r->rooms[r->room_count++] = space;
    r->bytes += bytes;
    return space;
}

void reference_close(reference *r) {
    if (!r) return;
    for (size_t i = 0; i < r->room_count; i++) free(r->rooms[i]);
    free(r->rooms);
    free(r);
}

/// An expert as the words tell of them; the lists stay where they are.
typedef struct {
    int32_t nation, notice, mode, clearance, until, state, valid_from, valid_until, confirmed, accesses;
    const int32_t *lists;
    int32_t number;
} told;

static void skip_pairs(words *w, int32_t each) {
    int32_t count = take_count(w, most_held * 16);
    for (int32_t i = 0; i < count * each; i++) take(w);
}

static told read_expert(words *w, int32_t number) {
    told e = {
        .nation = take_count(w, nations - 1), .notice = take(w), .mode = take_count(w, 2), .clearance = take(w), .until = take(w),
        .state = take(w), .valid_from = take(w), .valid_until = take(w), .confirmed = take(w), .accesses = take(w), .number = number,
    };
    e.lists = w->at;
    skip_pairs(w, 2);
    skip_pairs(w, 2);
    skip_pairs(w, 2);
    skip_pairs(w, 1);
    return e;
}

static int in_order(const void *left, const void *right) {
    const told *a = left, *b = right;
    if (a->nation != b->nation) return a->nation < b->nation ? -1 : 1;
    if (a->notice != b->notice) return a->notice < b->notice ? -1 : 1;
    return a->number < b->number ? -1 : 1;
}

static word *new_set(reference *r) { return room(r, sizeof(word) * (size_t)r->words); }

static bool new_sets(reference *r) {
    for (int32_t s = 0; s < skills; s++) {
        for (int32_t l = 1; l <= levels; l++) if (!(r->holds[s][l] = new_set(r))) return false;
    }
    for (int32_t c = 0; c < levels; c++) if (!(r->cleared[c] = new_set(r))) return false;
    for (int32_t a = 0; a < most_accesses; a++) if (!(r->accesses[a] = new_set(r))) return false;
    for (int32_t n = 0; n < nations; n++) if (!(r->refuses[n] = new_set(r))) return false;
    for (int32_t i = 0; i < 5; i++) if (!(r->scratch[i] = new_set(r))) return false;
    for (int32_t i = 0; i < most_slots; i++) if (!(r->fits[i] = new_set(r))) return false;
    r->serves[0] = new_set(r);
    r->serves[1] = new_set(r);
    r->offered = new_set(r);
    r->general = new_set(r);
    r->any = new_set(r);
    r->notice = room(r, sizeof(int32_t) * (size_t)r->experts);
    r->column = room(r, sizeof(int32_t) * (size_t)r->experts);
    r->column_round = room(r, sizeof(int32_t) * (size_t)r->experts);
    r->pool = room(r, sizeof(option) * most_slots * nations * most_slots);
    return r->serves[0] && r->serves[1] && r->offered && r->general && r->any && r->notice && r->column && r->column_round && r->pool;
}

static bool add_language(reference *r, int32_t who, int32_t language, int32_t profile) {
    for (int32_t i = 0; i < r->spokens; i++) {
        if (r->spoken[i].language != language || r->spoken[i].profile != profile) continue;
        put(r->spoken[i].set, who);
        return true;
    }
    spoken *more = realloc(r->spoken, sizeof(spoken) * (size_t)(r->spokens + 1));
    if (!more) return false;
    r->spoken = more;
    r->spoken[r->spokens] = (spoken){language, profile, new_set(r)};
    if (!r->spoken[r->spokens].set) return false;
    put(r->spoken[r->spokens++].set, who);
    return true;
}

typedef struct { period *all; int32_t count, space; } periods;

static bool place_expert(reference *r, const told *e, int32_t who, const int32_t *end, periods *away) {
    r->notice[who] = e->notice;
    if (e->mode != 1) put(r->serves[0], who);
    if (e->mode != 0) put(r->serves[1], who);
    if (e->state == 0) put(r->offered, who);
    for (int32_t c = 0; c <= e->clearance && c < levels; c++) put(r->cleared[c], who);
    for (int32_t a = 0; a < most_accesses; a++) if (e->accesses >> a & 1) put(r->accesses[a], who);
    words w = {e->lists, end, false};
    for (int32_t count = take(&w); count > 0; count--) {
        int32_t skill = take_count(&w, skills - 1), level = take_count(&w, levels);
        for (int32_t l = 1; l <= level; l++) put(r->holds[skill][l], who);
    }
    for (int32_t count = take(&w); count > 0; count--) {
        int32_t language = take(&w), profile = take(&w);
        if (!add_language(r, who, language, profile)) return false;
    }
    for (int32_t count = take(&w); count > 0; count--) {
        if (away->count == away->space) {
            away->space = away->space * 2 + 1024;
            period *more = realloc(away->all, sizeof(period) * (size_t)away->space);
            if (!more) return false;
            away->all = more;
        }
        int32_t start = take(&w), stop = take(&w);
        away->all[away->count++] = (period){who, start, stop};
    }
    for (int32_t count = take(&w); count > 0; count--) put(r->refuses[take_count(&w, nations - 1)], who);
    return !w.bad;
}

static bool thresholds(reference *r, const told *sorted) {
    int32_t *values = malloc(sizeof(int32_t) * (size_t)(r->experts + 1));
    bool good = values != NULL;
    threshold *of[] = {&r->clear_until, &r->valid_until, &r->valid_from, &r->confirmed};
    for (int32_t t = 0; t < 4 && good; t++) {
        for (int32_t i = 0; i < r->experts; i++) {
            const told *e = &sorted[i];
            values[i] = t == 0 ? e->until : t == 1 ? e->valid_until : t == 2 ? -e->valid_from : e->confirmed;
        }
        good = threshold_build(r, of[t], r->experts, values);
    }
    free(values);
    return good;
}

/// `position[n]`: the index of the n-th expert of the words, after sorting.
static bool read_experts(reference *r, words *w, int32_t *position) {
    told *all = malloc(sizeof(told) * (size_t)(r->experts + 1));
    if (!all) return false;
    for (int32_t i = 0; i < r->experts; i++) all[i] = read_expert(w, i);
    qsort(all, (size_t)r->experts, sizeof(told), in_order);
    periods away = {0};
    bool good = !w->bad;
    for (int32_t i = 0; i < r->experts && good; i++) {
        position[all[i].number] = i;
        r->nation_first[all[i].nation + 1] = i + 1;
        good = place_expert(r, &all[i], i, w->end, &away);
    }
    for (int32_t n = 1; n <= nations; n++) {
        if (r->nation_first[n] < r->nation_first[n - 1]) r->nation_first[n] = r->nation_first[n - 1];
    }
    good = good && thresholds(r, all) && calendar_build(r, &r->calendar, away.count, away.all);
    free(away.all);
    free(all);
    return good;
}

static bool read_teams(reference *r, words *w, const int32_t *position) {
    int32_t space = 0, count = 0;
    r->team = room(r, sizeof(team) * (size_t)(r->teams + 1));
    const int32_t *start = w->at;
    for (int32_t pass = 0; pass < 2; pass++) {
        w->at = start;
        for (int32_t i = 0; i < r->teams && r->team; i++) {
            team t = {
                .nation = take_count(w, nations - 1), .notice = take(w), .state = take(w), .valid_from = take(w), .valid_until = take(w),
                .confirmed = take(w), .strength = take(w), .first = count,
            };
            for (int32_t n = take_count(w, nations); n > 0; n--) t.excludes |= (uint32_t)1 << take_count(w, nations - 1);
            for (int32_t n = take_count(w, 200); n > 0; n--) {
                int32_t member = take(w), expert = member >> 1;
                if (expert < 0 || expert >= r->experts) { w->bad = true; break; }
                if (!(member & 1)) continue;
                if (pass == 0) { space++; continue; }
                r->member[count++] = position[expert];
                t.members++;
            }
            r->team[i] = t;
        }
        if (pass == 0) r->member = room(r, sizeof(int32_t) * (size_t)(space + 1));
        if (w->bad || !r->team || !r->member) return false;
    }
    return true;
}

static request read_request(words *w) {
    request q = {.nation = take_count(w, nations - 1), .mode = take_count(w, 2)};
    int32_t classification = take_count(w, levels - 1);
    q.start = take(w);
    q.end = take(w);
    q.fresh = take(w);
    q.most_notice = take(w);
    bool own = take(w) != 0;
    uint32_t releasable = (uint32_t)take(w), excluded = (uint32_t)take(w);
    q.allowed = releasable & ~excluded & ~(own ? 0 : (uint32_t)1 << q.nation);
    q.notice_weight = take(w);
    q.level_weight = take(w);
    q.fee = take(w);
    q.languages = take_count(w, most_languages);
    for (int32_t i = 0; i < q.languages; i++) { q.language[i] = take(w); q.profile[i] = take(w); }
    q.lines = take_count(w, most_slots);
    for (int32_t line = 0; line < q.lines; line++) {
        kind seat = {.line = line, .skill = take_count(w, skills - 1), .level = take_count(w, levels)};
        int32_t count = take_count(w, most_slots);
        seat.clearance = take_count(w, levels - 1);
        if (seat.clearance < classification) seat.clearance = classification;
        seat.accesses = take(w);
        bool lead = take(w) != 0;
        for (int32_t n = 0; n < count && q.slots < most_slots; n++) {
            if (n == 0 || (n == 1 && lead)) {
                q.kind[q.kinds] = seat;
                if (lead && n == 0 && seat.level < 4) q.kind[q.kinds].level = 4;
                q.easiest[line] = q.kinds++;
            }
            q.kind_of[q.slots++] = q.kinds - 1;
        }
    }
    return q;
}

static bool build(reference *r, words *w) {
    if (take(w) != magic) return false;
    r->experts = take_count(w, most_experts);
    r->teams = take_count(w, most_teams);
    r->requests = take_count(w, most_requests);
    r->words = (r->experts + 63) / 64;
    int32_t *position = malloc(sizeof(int32_t) * (size_t)(r->experts + 1));
    bool good = position && !w->bad && new_sets(r) && read_experts(r, w, position) && read_teams(r, w, position);
    free(position);
    if (!good || !(r->request = room(r, sizeof(request) * (size_t)(r->requests + 1)))) return false;
    for (int32_t i = 0; i < r->requests; i++) r->request[i] = read_request(w);
    return !w->bad && w->at == w->end;
}

reference *reference_open(const int32_t *list, size_t count) {
    reference *r = calloc(1, sizeof(reference));
    words w = {list, list + count, false};
    if (r && build(r, &w)) return r;
    reference_close(r);
    return NULL;
}

size_t reference_bytes(const reference *r) { return r->bytes; }
int32_t reference_requests(const reference *r) { return r->requests; }
int32_t reference_lines(const reference *r, int32_t request) { return r->request[request].lines; }
