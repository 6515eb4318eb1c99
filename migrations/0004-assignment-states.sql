-- An assignment bears the state of its tasking, and a consent the journal entry that asked for it.

DROP TRIGGER assignment_is_not_doubled;
DROP TRIGGER assignment_is_replaced;
DROP INDEX assignment_that_holds;
ALTER TABLE assignment RENAME TO assignment_before;

CREATE TABLE assignment (
    tasking   TEXT    NOT NULL REFERENCES tasking (id),
    seat      INTEGER NOT NULL CHECK (seat >= 0),
    expert    TEXT    NOT NULL REFERENCES expert (id),
    starts_at INTEGER NOT NULL,
    ends_at   INTEGER NOT NULL CHECK (ends_at > starts_at),
    state     TEXT    NOT NULL CHECK (state IN ('awaitingConsent', 'consented', 'ordered', 'moving', 'onTask', 'returning',
                                                'closed', 'declined', 'recalled', 'aborted')),
    PRIMARY KEY (tasking, expert)
) STRICT, WITHOUT ROWID;
INSERT INTO assignment
SELECT before.tasking, before.seat, before.expert, before.starts_at, before.ends_at, tasking.state
FROM assignment_before AS before JOIN tasking ON tasking.id = before.tasking;
DROP TABLE assignment_before;
CREATE INDEX assignment_by_expert ON assignment (expert, state, starts_at);

-- The planned periods of an expert's ordered taskings do not overlap.
CREATE TRIGGER assignment_is_not_doubled BEFORE INSERT ON assignment WHEN NEW.state IN ('ordered', 'moving', 'onTask', 'returning') BEGIN
    SELECT raise(ABORT, 'the expert serves another tasking then')
    WHERE EXISTS (SELECT 1 FROM assignment AS other
                  WHERE other.expert = NEW.expert AND other.state IN ('ordered', 'moving', 'onTask', 'returning')
                    AND other.tasking <> NEW.tasking AND other.starts_at < NEW.ends_at AND NEW.starts_at < other.ends_at);
END;
-- An expert departs or begins only once they are home from any other tasking, also where that one is past its end. The way home is
-- always open, so 'returning' is not refused.
CREATE TRIGGER assignment_waits_for_return BEFORE INSERT ON assignment WHEN NEW.state IN ('moving', 'onTask') BEGIN
    SELECT raise(ABORT, 'the expert has not returned from another tasking')
    WHERE EXISTS (SELECT 1 FROM assignment AS other
                  WHERE other.expert = NEW.expert AND other.state IN ('moving', 'onTask', 'returning') AND other.tasking <> NEW.tasking);
END;
CREATE TRIGGER assignment_is_replaced BEFORE UPDATE ON assignment BEGIN SELECT raise(ABORT, 'assignments are replaced, not changed'); END;

DROP INDEX consent_by_deadline;
DROP INDEX consent_by_nation;
ALTER TABLE consent RENAME TO consent_before;

-- One row per nation, kind and exact terms; an extension asks anew under its own digest. asked: the journal entry that asked. It orders
-- the consents of one nation and kind by when they were asked; their digests are in no order.
CREATE TABLE consent (
    tasking  TEXT    NOT NULL REFERENCES tasking (id),
    nation   TEXT    NOT NULL,
    kind     TEXT    NOT NULL CHECK (kind IN ('contribute', 'host', 'effect')),
    asked    INTEGER NOT NULL CHECK (asked >= 1),
    digest   TEXT    NOT NULL CHECK (length(digest) = 64),
    state    TEXT    NOT NULL CHECK (state IN ('requested', 'granted', 'refused', 'lapsed', 'revoked', 'spent')),
    reply_by INTEGER NOT NULL,
    record   TEXT    NOT NULL CHECK (json_valid(record) AND record ->> '$.tasking' IS tasking AND record ->> '$.nation' IS nation
                                    AND record ->> '$.kind' IS kind AND record ->> '$.digest' IS digest AND record ->> '$.state' IS state),
    PRIMARY KEY (tasking, nation, kind, asked, digest),
    UNIQUE (tasking, nation, kind, digest)
) STRICT, WITHOUT ROWID;
WITH first (tasking, nation, kind, digest, seq) AS MATERIALIZED (
    SELECT change.value ->> '$.consent.tasking', change.value ->> '$.consent.nation', change.value ->> '$.consent.kind',
           change.value ->> '$.consent.digest', min(journal.seq)
    FROM journal, json_each(journal.payload, '$.changes') AS change
    WHERE journal.payload LIKE '%{"consent":{%' AND change.value ->> '$.consent.digest' IS NOT NULL GROUP BY 1, 2, 3, 4)
INSERT INTO consent
SELECT before.tasking, before.nation, before.kind, coalesce(first.seq, 1), before.digest, before.state, before.reply_by, before.record
FROM consent_before AS before LEFT JOIN first USING (tasking, nation, kind, digest);
DROP TABLE consent_before;
CREATE INDEX consent_by_deadline ON consent (reply_by, tasking, nation, kind) WHERE state = 'requested';
CREATE INDEX consent_by_nation ON consent (nation, tasking);
CREATE INDEX consent_to_effects_in_use ON consent (nation, tasking) WHERE kind = 'effect' AND state = 'granted';
