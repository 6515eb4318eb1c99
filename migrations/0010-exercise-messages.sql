-- Injects and no-duff messages of an exercise. A planned inject is for exercise control alone, and those who play read the journal, so that
-- messages stand outside it. What is released, raised and cleared has an entry there.

-- due_at: when a planned inject is released by itself; NULL for none.
CREATE TABLE exercise_message (
    number INTEGER PRIMARY KEY CHECK (number >= 1),
    kind   TEXT NOT NULL CHECK (kind IN ('inject', 'noDuff')),
    state  TEXT NOT NULL CHECK (state IN ('planned', 'released', 'cancelled', 'standing', 'cleared')),
    due_at INTEGER CHECK (due_at IS NULL OR state = 'planned'),
    record TEXT NOT NULL CHECK (json_valid(record) AND record ->> '$.kind' IS kind AND record ->> '$.state' IS state)
) STRICT;

CREATE INDEX exercise_message_by_state ON exercise_message (state, number);

CREATE INDEX exercise_message_by_time ON exercise_message (due_at, number) WHERE due_at IS NOT NULL;
