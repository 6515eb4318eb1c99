-- The log of the room: notes, situation reports and lessons. What people write there may name persons, so that it stands outside the
-- journal, which holds a salted digest of it, and is erased for good.

-- number: in the order of adding, for a scan that begins with the newest; no reader is told it. at: of the entry in the journal.
-- reader: for whom it is. nation: of the contact point who wrote it; NULL for the operations centre. salt: random, for the digest. text, needs, owner: what was written; NULL once it is erased, and where nothing was said.
CREATE TABLE note (
    number  INTEGER PRIMARY KEY CHECK (number >= 1),
    id      TEXT    NOT NULL UNIQUE,
    at      INTEGER NOT NULL,
    subject TEXT    NOT NULL,
    reader  TEXT    NOT NULL,
    nation  TEXT,
    kind    TEXT    NOT NULL CHECK (kind IN ('note', 'report', 'lesson')),
    salt    TEXT    NOT NULL CHECK (salt <> ''),
    record  TEXT    NOT NULL CHECK (json_valid(record) AND record ->> '$.id' IS id AND record ->> '$.subject' IS subject
                                    AND record ->> '$.kind' IS kind AND record ->> '$.to' IS reader
                                    AND record ->> '$.nation' IS nation
                                    AND coalesce(record ->> '$.text', record ->> '$.needs', record ->> '$.owner') IS NULL),
    text    TEXT,
    needs   TEXT CHECK (needs IS NULL OR text IS NOT NULL),
    owner   TEXT CHECK (owner IS NULL OR text IS NOT NULL)
) STRICT;

CREATE INDEX note_by_time ON note (at, id);

CREATE INDEX note_by_subject ON note (subject, at, id);

CREATE INDEX note_that_reports ON note (subject, at, id) WHERE kind = 'report';

CREATE INDEX note_that_is_a_lesson ON note (at, id) WHERE kind = 'lesson';
