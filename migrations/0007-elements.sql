-- People in a tasking as elements, each with a state of its own, and taskings that hold people or are active whatever their state is called.

DROP TRIGGER assignment_is_not_doubled;
DROP TRIGGER assignment_waits_for_return;
DROP TRIGGER assignment_is_replaced;
DROP INDEX assignment_by_expert;
ALTER TABLE assignment RENAME TO assignment_before;

-- The people of a tasking. batch: 0 for the proposal, 1 and up for each replacement.
CREATE TABLE assignment (
    tasking   TEXT    NOT NULL REFERENCES tasking (id),
    seat      INTEGER NOT NULL CHECK (seat >= 0),
    expert    TEXT    NOT NULL REFERENCES expert (id),
    batch     INTEGER NOT NULL CHECK (batch >= 0),
    starts_at INTEGER NOT NULL,
    ends_at   INTEGER NOT NULL CHECK (ends_at > starts_at),
    state     TEXT    NOT NULL CHECK (state IN ('asked', 'agreed', 'ordered', 'moving', 'onTask', 'returning', 'home', 'out')),
    PRIMARY KEY (tasking, expert, batch)
) STRICT, WITHOUT ROWID;
-- Whom an older version recalled or aborted after the order counts as home, because it let go of them.
INSERT INTO assignment
SELECT before.tasking, before.seat, before.expert, 0, before.starts_at, before.ends_at,
       CASE before.state
           WHEN 'awaitingConsent' THEN 'asked'
           WHEN 'consented' THEN 'agreed'
           WHEN 'closed' THEN 'home'
           WHEN 'declined' THEN 'out'
           WHEN 'recalled' THEN iif(tasking.record ->> '$.orderedBy' IS NULL, 'out', 'home')
           WHEN 'aborted' THEN iif(tasking.record ->> '$.orderedBy' IS NULL, 'out', 'home')
           ELSE before.state
       END
FROM assignment_before AS before JOIN tasking ON tasking.id = before.tasking;
DROP TABLE assignment_before;
CREATE INDEX assignment_by_expert ON assignment (expert, state, starts_at);

CREATE TRIGGER assignment_is_not_doubled BEFORE INSERT ON assignment WHEN NEW.state IN ('ordered', 'moving', 'onTask', 'returning') BEGIN
    SELECT raise(ABORT, 'the expert serves another tasking then')
    WHERE EXISTS (SELECT 1 FROM assignment AS other
                  WHERE other.expert = NEW.expert AND other.state IN ('ordered', 'moving', 'onTask', 'returning')
                    AND (other.tasking, other.batch) <> (NEW.tasking, NEW.batch)
                    AND other.starts_at < NEW.ends_at AND NEW.starts_at < other.ends_at);
END;
CREATE TRIGGER assignment_waits_for_return BEFORE INSERT ON assignment WHEN NEW.state IN ('moving', 'onTask') BEGIN
    SELECT raise(ABORT, 'the expert has not returned from another tasking')
    WHERE EXISTS (SELECT 1 FROM assignment AS other
                  WHERE other.expert = NEW.expert AND other.state IN ('moving', 'onTask', 'returning')
                    AND (other.tasking, other.batch) <> (NEW.tasking, NEW.batch));
END;
CREATE TRIGGER assignment_is_replaced BEFORE UPDATE ON assignment BEGIN SELECT raise(ABORT, 'assignments are replaced, not changed'); END;

-- active: an element is forward or not home, or the tasking waits to be closed. holds: an element is ordered and not home. Both can be so
-- in a tasking that was recalled or aborted, while people are on their way home.
DROP TRIGGER request_expires;
DROP TRIGGER request_expires_otherwise;
DROP TRIGGER tasking_holds_its_request;
DROP TRIGGER tasking_holds_or_leaves_its_request;
DROP INDEX tasking_that_holds_a_request;
ALTER TABLE tasking ADD COLUMN active INTEGER NOT NULL DEFAULT 0 CHECK (active IN (0, 1));
ALTER TABLE tasking ADD COLUMN holds INTEGER NOT NULL DEFAULT 0 CHECK (holds IN (0, 1));
UPDATE tasking SET active = state IN ('awaitingConsent', 'consented', 'ordered', 'moving', 'onTask', 'returning'),
                   holds = state IN ('ordered', 'moving', 'onTask', 'returning');

-- A request expires unless a tasking of it is active, or was closed: then the duty desk closes the request, with its outcome.
CREATE INDEX tasking_that_holds_a_request ON tasking (request) WHERE active = 1 OR state = 'closed';
CREATE INDEX tasking_that_is_active ON tasking (request) WHERE active = 1;
CREATE INDEX tasking_that_holds_people ON tasking (request) WHERE holds = 1;

CREATE TRIGGER request_expires AFTER INSERT ON request WHEN NEW.state = 'validated' BEGIN
    INSERT INTO expiry (request, ends_at)
        SELECT NEW.id, NEW.ends_at
        WHERE NOT EXISTS (SELECT 1 FROM tasking WHERE tasking.request = NEW.id AND (tasking.active = 1 OR tasking.state = 'closed'));
END;
CREATE TRIGGER request_expires_otherwise AFTER UPDATE ON request WHEN (OLD.state, OLD.ends_at) IS NOT (NEW.state, NEW.ends_at) BEGIN
    DELETE FROM expiry WHERE request = OLD.id;
    INSERT INTO expiry (request, ends_at)
        SELECT NEW.id, NEW.ends_at
        WHERE NEW.state = 'validated'
          AND NOT EXISTS (SELECT 1 FROM tasking WHERE tasking.request = NEW.id AND (tasking.active = 1 OR tasking.state = 'closed'));
END;
CREATE TRIGGER tasking_holds_its_request AFTER INSERT ON tasking BEGIN
    DELETE FROM expiry WHERE request = NEW.request AND (NEW.active = 1 OR NEW.state = 'closed');
END;
CREATE TRIGGER tasking_holds_or_leaves_its_request AFTER UPDATE ON tasking
WHEN (OLD.state, OLD.active) IS NOT (NEW.state, NEW.active) BEGIN
    DELETE FROM expiry WHERE request = NEW.request;
    INSERT INTO expiry (request, ends_at)
        SELECT id, ends_at FROM request
        WHERE id = NEW.request AND state = 'validated'
          AND NOT EXISTS (SELECT 1 FROM tasking WHERE tasking.request = NEW.request AND (tasking.active = 1 OR tasking.state = 'closed'));
END;
