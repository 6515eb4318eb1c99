-- What tells one history of the journal from another, lists in the order of the numbers in the ids, and the requests that will expire.

-- Since when the database is what it is: one row from when it was made, and one for each backup that was restored into its place. Positions
-- that were reached under another epoch may be those of other entries. id: 128 random bits, hexadecimal. after: the last entry of the
-- journal at that moment. at: when that was, milliseconds.
CREATE TABLE epoch (
    number INTEGER PRIMARY KEY CHECK (number >= 1),
    id     TEXT    NOT NULL UNIQUE CHECK (length(id) = 32),
    after  INTEGER NOT NULL CHECK (after >= 0),
    at     INTEGER NOT NULL
) STRICT;
INSERT INTO epoch (number, id, after, at)
    VALUES (1, lower(hex(randomblob(16))), 0, CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER));
CREATE TRIGGER epoch_follows_the_last BEFORE INSERT ON epoch BEGIN
    SELECT raise(ABORT, 'epochs are numbered without a gap') WHERE NEW.number <> 1 + (SELECT coalesce(max(number), 0) FROM epoch);
END;
CREATE TRIGGER epoch_is_not_changed BEFORE UPDATE ON epoch BEGIN SELECT raise(ABORT, 'an epoch is not changed'); END;
CREATE TRIGGER epoch_is_not_lost BEFORE DELETE ON epoch BEGIN SELECT raise(ABORT, 'an epoch is not removed'); END;

-- As text, -10 comes before -2. The ids in the order of their numbers: nation and year as they are, the numbers with leading zeros.
CREATE INDEX request_by_number ON request (substr(id, 5, 9) || printf('%019d', substr(id, 14)));
CREATE INDEX request_by_state ON request (state, substr(id, 5, 9) || printf('%019d', substr(id, 14)));
CREATE INDEX tasking_by_number ON tasking (substr(id, 5, 9) || printf('%019d%019d', substr(id, 14), number));
CREATE INDEX tasking_by_state ON tasking (state, substr(id, 5, 9) || printf('%019d%019d', substr(id, 14), number));
CREATE INDEX consent_by_number ON consent (
    substr(tasking, 5, 9) || printf('%019d%019d', substr(tasking, 14), substr(tasking, 14 + instr(substr(tasking, 14), '-'))));
CREATE INDEX consent_that_is_waited_for ON consent (
    substr(tasking, 5, 9) || printf('%019d%019d', substr(tasking, 14), substr(tasking, 14 + instr(substr(tasking, 14), '-'))))
    WHERE state = 'requested';

-- When each validated request expires for which no tasking is active or was carried out. Kept apart, so that the next one is found
-- without passing over those that are at work.
CREATE TABLE expiry (
    request TEXT    NOT NULL PRIMARY KEY REFERENCES request (id),
    ends_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX expiry_by_time ON expiry (ends_at, request);
CREATE INDEX tasking_that_holds_a_request ON tasking (request)
    WHERE state IN ('awaitingConsent', 'consented', 'ordered', 'moving', 'onTask', 'returning', 'closed');

INSERT INTO expiry (request, ends_at)
    SELECT id, ends_at FROM request
    WHERE state = 'validated' AND NOT EXISTS (
        SELECT 1 FROM tasking WHERE tasking.request = request.id
        AND tasking.state IN ('awaitingConsent', 'consented', 'ordered', 'moving', 'onTask', 'returning', 'closed'));

CREATE TRIGGER request_expires AFTER INSERT ON request WHEN NEW.state = 'validated' BEGIN
    INSERT INTO expiry (request, ends_at)
        SELECT NEW.id, NEW.ends_at
        WHERE NOT EXISTS (
            SELECT 1 FROM tasking WHERE tasking.request = NEW.id
            AND tasking.state IN ('awaitingConsent', 'consented', 'ordered', 'moving', 'onTask', 'returning', 'closed'));
END;
CREATE TRIGGER request_expires_otherwise AFTER UPDATE ON request WHEN (OLD.state, OLD.ends_at) IS NOT (NEW.state, NEW.ends_at) BEGIN
    DELETE FROM expiry WHERE request = OLD.id;
    INSERT INTO expiry (request, ends_at)
        SELECT NEW.id, NEW.ends_at
        WHERE NEW.state = 'validated' AND NOT EXISTS (
            SELECT 1 FROM tasking WHERE tasking.request = NEW.id
            AND tasking.state IN ('awaitingConsent', 'consented', 'ordered', 'moving', 'onTask', 'returning', 'closed'));
END;
CREATE TRIGGER tasking_holds_its_request AFTER INSERT ON tasking BEGIN
    DELETE FROM expiry WHERE request = NEW.request AND EXISTS (
        SELECT 1 FROM tasking WHERE tasking.request = NEW.request
        AND tasking.state IN ('awaitingConsent', 'consented', 'ordered', 'moving', 'onTask', 'returning', 'closed'));
END;
CREATE TRIGGER tasking_holds_or_leaves_its_request AFTER UPDATE ON tasking WHEN OLD.state <> NEW.state BEGIN
    DELETE FROM expiry WHERE request = NEW.request;
    INSERT INTO expiry (request, ends_at)
        SELECT id, ends_at FROM request
        WHERE id = NEW.request AND state = 'validated' AND NOT EXISTS (
            SELECT 1 FROM tasking WHERE tasking.request = NEW.request
            AND tasking.state IN ('awaitingConsent', 'consented', 'ordered', 'moving', 'onTask', 'returning', 'closed'));
END;
