// The floor: the questions of a match, answered by a small C program over bit sets, with the whole roster in memory.
//
// It shares no code with crrtd. Its input is a list of 32-bit words (see Benchmarks/README.md); all times in it are minutes since
// 1970-01-01T00:00Z. It knows costs and counts only: ties and names are not its business.
#pragma once

#include <stddef.h>
#include <stdint.h>

typedef struct reference reference;

/// Reads the words and builds the index; NULL where they are not understood. The words may go afterwards.
reference *reference_open(const int32_t *words, size_t count);
void reference_close(reference *);

/// Bytes that the index takes.
size_t reference_bytes(const reference *);
int32_t reference_requests(const reference *);
/// Seat lines of a request, at most 40.
int32_t reference_lines(const reference *, int32_t request);

/// By seat line: how many experts may take at least one of its slots.
void reference_eligible(reference *, int32_t request, int32_t *eligible);

typedef struct {
    /// Without the slots that stay open.
    int32_t cost;
    int32_t open;
    /// Nodes of the search.
    int32_t nodes;
} reference_answer;

/// The cheapest individuals, fewest open slots first. `reference_eligible` of the same request must have been the last call.
reference_answer reference_assemble(reference *, int32_t request);

/// How many teams cover the request, and the costs of the cheapest `limit` of them (at most 16), cheapest first; `found`: how many
/// of these there are. `reference_eligible` of the same request must have been asked since another one's.
int32_t reference_teams(reference *, int32_t request, int32_t limit, int32_t *costs, int32_t *found);
