-- The schema after all migrations, as SQLite holds it; a test keeps this file true.

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

CREATE INDEX assignment_by_expert ON assignment (expert, state, starts_at);

CREATE TRIGGER assignment_is_not_doubled BEFORE INSERT ON assignment WHEN NEW.state IN ('ordered', 'moving', 'onTask', 'returning') BEGIN
    SELECT raise(ABORT, 'the expert serves another tasking then')
    WHERE EXISTS (SELECT 1 FROM assignment AS other
                  WHERE other.expert = NEW.expert AND other.state IN ('ordered', 'moving', 'onTask', 'returning')
                    AND (other.tasking, other.batch) <> (NEW.tasking, NEW.batch)
                    AND other.starts_at < NEW.ends_at AND NEW.starts_at < other.ends_at);
END;

CREATE TRIGGER assignment_is_replaced BEFORE UPDATE ON assignment BEGIN SELECT raise(ABORT, 'assignments are replaced, not changed'); END;

CREATE TRIGGER assignment_waits_for_return BEFORE INSERT ON assignment WHEN NEW.state IN ('moving', 'onTask') BEGIN
    SELECT raise(ABORT, 'the expert has not returned from another tasking')
    WHERE EXISTS (SELECT 1 FROM assignment AS other
                  WHERE other.expert = NEW.expert AND other.state IN ('moving', 'onTask', 'returning')
                    AND (other.tasking, other.batch) <> (NEW.tasking, NEW.batch));
END;

CREATE TABLE campaign (
    id       TEXT    NOT NULL PRIMARY KEY,
    state    TEXT    NOT NULL CHECK (state IN ('open', 'closed')),
    revision INTEGER NOT NULL CHECK (revision >= 1),
    record   TEXT    NOT NULL CHECK (json_valid(record) AND record ->> '$.id' IS id AND record ->> '$.revision' IS revision
                                     AND record ->> '$.state' IS state)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER campaign_is_labelled AFTER INSERT ON campaign BEGIN
    INSERT INTO label (id, classification, releasable_to)
    VALUES (NEW.id, coalesce(NEW.record ->> '$.classification', 'CTS'), coalesce(NEW.record -> '$.releasableTo', '[]'));
END;

CREATE TRIGGER campaign_is_labelled_anew AFTER UPDATE ON campaign BEGIN
    UPDATE label SET classification = coalesce(NEW.record ->> '$.classification', 'CTS'),
                     releasable_to = coalesce(NEW.record -> '$.releasableTo', '[]') WHERE id = NEW.id;
END;

CREATE TABLE checkpoint (
    seq       INTEGER NOT NULL,
    key       TEXT    NOT NULL CHECK (length(key) = 32),
    instance  TEXT    NOT NULL,
    at        INTEGER NOT NULL,
    hash      BLOB    NOT NULL CHECK (length(hash) = 32),
    signature BLOB    NOT NULL CHECK (length(signature) = 3309),
    PRIMARY KEY (seq, key)
) STRICT;

CREATE TRIGGER checkpoint_is_not_changed BEFORE UPDATE ON checkpoint BEGIN SELECT raise(ABORT, 'a checkpoint is not changed'); END;

CREATE TRIGGER checkpoint_is_not_removed BEFORE DELETE ON checkpoint BEGIN SELECT raise(ABORT, 'a checkpoint is not removed'); END;

CREATE TRIGGER checkpoint_is_of_an_entry BEFORE INSERT ON checkpoint BEGIN
    SELECT raise(ABORT, 'no entry has this number and hash')
    WHERE NOT EXISTS (SELECT 1 FROM journal WHERE journal.seq = NEW.seq AND journal.hash = NEW.hash);
END;

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

CREATE INDEX consent_by_deadline ON consent (reply_by, tasking, nation, kind) WHERE state = 'requested';

CREATE INDEX consent_by_nation ON consent (nation, tasking);

CREATE INDEX consent_by_number ON consent (
    substr(tasking, 5, 9) || printf('%019d%019d', substr(tasking, 14), substr(tasking, 14 + instr(substr(tasking, 14), '-'))));

CREATE INDEX consent_that_is_waited_for ON consent (
    substr(tasking, 5, 9) || printf('%019d%019d', substr(tasking, 14), substr(tasking, 14 + instr(substr(tasking, 14), '-'))))
    WHERE state = 'requested';

CREATE TRIGGER consent_has_granters AFTER INSERT ON consent BEGIN
    INSERT INTO granter (tasking, nation, person, kind, digest)
        SELECT DISTINCT NEW.tasking, NEW.nation, way || iif(way = 'uid ', value ->> '$.uid', value ->> '$.name'), NEW.kind, NEW.digest
        FROM json_each(NEW.record, '$.decidedBy'),
             (SELECT 'uid ' AS way UNION ALL SELECT 'part ' UNION ALL SELECT 'name ')
        WHERE NEW.state = 'granted' AND (way = 'name ' OR (way = 'part ') = (value ->> '$.playedBy' IS NOT NULL));
END;

CREATE TRIGGER consent_has_other_granters AFTER UPDATE ON consent BEGIN
    DELETE FROM granter WHERE (tasking, nation, kind, digest) = (OLD.tasking, OLD.nation, OLD.kind, OLD.digest);
    INSERT INTO granter (tasking, nation, person, kind, digest)
        SELECT DISTINCT NEW.tasking, NEW.nation, way || iif(way = 'uid ', value ->> '$.uid', value ->> '$.name'), NEW.kind, NEW.digest
        FROM json_each(NEW.record, '$.decidedBy'),
             (SELECT 'uid ' AS way UNION ALL SELECT 'part ' UNION ALL SELECT 'name ')
        WHERE NEW.state = 'granted' AND (way = 'name ' OR (way = 'part ') = (value ->> '$.playedBy' IS NOT NULL));
END;

CREATE TABLE contact (
    owner  TEXT NOT NULL,
    handle TEXT NOT NULL,
    role   TEXT NOT NULL,
    name   TEXT,
    phone  TEXT,
    mail   TEXT,
    hours  TEXT,
    salt   TEXT NOT NULL CHECK (salt <> ''),
    PRIMARY KEY (owner, handle)
) STRICT, WITHOUT ROWID;

CREATE TABLE effect (
    id       TEXT    NOT NULL PRIMARY KEY,
    nation   TEXT    NOT NULL CHECK (nation = substr(id, 1, 3)),
    revision INTEGER NOT NULL CHECK (revision >= 1),
    record   TEXT    NOT NULL CHECK (json_valid(record) AND record ->> '$.id' IS id AND record ->> '$.revision' IS revision)
) STRICT, WITHOUT ROWID;

CREATE INDEX effect_by_nation ON effect (nation, id);

CREATE TRIGGER effect_is_labelled AFTER INSERT ON effect BEGIN
    INSERT INTO label (id, classification, releasable_to)
    VALUES (NEW.id, coalesce(NEW.record ->> '$.classification', 'CTS'), coalesce(NEW.record -> '$.releasableTo', '[]'));
END;

CREATE TRIGGER effect_is_labelled_anew AFTER UPDATE ON effect BEGIN
    UPDATE label SET classification = coalesce(NEW.record ->> '$.classification', 'CTS'),
                     releasable_to = coalesce(NEW.record -> '$.releasableTo', '[]') WHERE id = NEW.id;
END;

CREATE TABLE epoch (
    number INTEGER PRIMARY KEY CHECK (number >= 1),
    id     TEXT    NOT NULL UNIQUE CHECK (length(id) = 32),
    after  INTEGER NOT NULL CHECK (after >= 0),
    at     INTEGER NOT NULL
) STRICT;

CREATE TRIGGER epoch_follows_the_last BEFORE INSERT ON epoch BEGIN
    SELECT raise(ABORT, 'epochs are numbered without a gap') WHERE NEW.number <> 1 + (SELECT coalesce(max(number), 0) FROM epoch);
END;

CREATE TRIGGER epoch_is_not_changed BEFORE UPDATE ON epoch BEGIN SELECT raise(ABORT, 'an epoch is not changed'); END;

CREATE TRIGGER epoch_is_not_lost BEFORE DELETE ON epoch BEGIN SELECT raise(ABORT, 'an epoch is not removed'); END;

CREATE TABLE exercise_message (
    number INTEGER PRIMARY KEY CHECK (number >= 1),
    kind   TEXT NOT NULL CHECK (kind IN ('inject', 'noDuff')),
    state  TEXT NOT NULL CHECK (state IN ('planned', 'released', 'cancelled', 'standing', 'cleared')),
    due_at INTEGER CHECK (due_at IS NULL OR state = 'planned'),
    record TEXT NOT NULL CHECK (json_valid(record) AND record ->> '$.kind' IS kind AND record ->> '$.state' IS state)
) STRICT;

CREATE INDEX exercise_message_by_state ON exercise_message (state, number);

CREATE INDEX exercise_message_by_time ON exercise_message (due_at, number) WHERE due_at IS NOT NULL;

CREATE TABLE expert (
    id       TEXT    NOT NULL PRIMARY KEY,
    nation   TEXT    NOT NULL CHECK (nation = substr(id, 1, 3)),
    revision INTEGER NOT NULL CHECK (revision >= 1),
    record   TEXT    NOT NULL CHECK (
        json_valid(record) AND json_extract(record, '$.id', '$.revision', '$.name', '$.partner.name', '$.partner.agreement')
                               = json_array(id, revision, NULL, NULL, NULL))
) STRICT, WITHOUT ROWID;

CREATE INDEX expert_by_nation ON expert (nation, id);

CREATE TABLE expert_name (
    id   TEXT NOT NULL PRIMARY KEY REFERENCES expert (id),
    name TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE expert_partner (
    id        TEXT NOT NULL PRIMARY KEY REFERENCES expert (id),
    name      TEXT NOT NULL,
    agreement TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE expiry (
    request TEXT    NOT NULL PRIMARY KEY REFERENCES request (id),
    ends_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX expiry_by_time ON expiry (ends_at, request);

CREATE TABLE granter (
    tasking TEXT NOT NULL,
    nation  TEXT NOT NULL,
    person  TEXT NOT NULL,
    kind    TEXT NOT NULL,
    digest  TEXT NOT NULL,
    PRIMARY KEY (tasking, nation, person, kind, digest),
    FOREIGN KEY (tasking, nation, kind, digest) REFERENCES consent (tasking, nation, kind, digest)
) STRICT, WITHOUT ROWID;

CREATE TABLE journal (
    seq           INTEGER PRIMARY KEY CHECK (seq >= 1),
    at            INTEGER NOT NULL,
    principal     TEXT    NOT NULL,
    event         TEXT    NOT NULL,
    subject       TEXT    NOT NULL,
    payload       TEXT    NOT NULL CHECK (json_valid(payload)),
    previous_hash BLOB    NOT NULL CHECK (length(previous_hash) = 32),
    hash          BLOB    NOT NULL CHECK (length(hash) = 32)
) STRICT;

CREATE INDEX journal_by_subject ON journal (subject, seq);

CREATE TRIGGER journal_is_not_changed BEFORE UPDATE ON journal BEGIN SELECT raise(ABORT, 'the journal is not changed'); END;

CREATE TRIGGER journal_is_not_shortened BEFORE DELETE ON journal BEGIN SELECT raise(ABORT, 'the journal is not shortened'); END;

CREATE TABLE journal_identity (
    id TEXT NOT NULL CHECK (length(id) = 32)
) STRICT;

CREATE TRIGGER journal_identity_is_not_changed BEFORE UPDATE ON journal_identity BEGIN SELECT raise(ABORT, 'a journal keeps its identity'); END;

CREATE TRIGGER journal_identity_is_not_lost BEFORE DELETE ON journal_identity BEGIN SELECT raise(ABORT, 'a journal keeps its identity'); END;

CREATE TRIGGER journal_identity_is_one BEFORE INSERT ON journal_identity BEGIN SELECT raise(ABORT, 'a journal has one identity'); END;

CREATE TABLE label (
    id             TEXT NOT NULL PRIMARY KEY,
    classification TEXT NOT NULL CHECK (classification IN ('NU', 'NR', 'NC', 'NS', 'CTS')),
    releasable_to  TEXT NOT NULL CHECK (json_valid(releasable_to) AND json_type(releasable_to) IS 'array')
) STRICT, WITHOUT ROWID;

CREATE TRIGGER label_is_not_removed BEFORE DELETE ON label BEGIN SELECT raise(ABORT, 'a label stays as long as its record'); END;

CREATE TRIGGER label_is_of_a_record BEFORE INSERT ON label BEGIN
    SELECT raise(ABORT, 'no record has this label')
    WHERE NOT EXISTS (SELECT 1 FROM (SELECT id, record FROM request UNION ALL SELECT id, record FROM effect
                                     UNION ALL SELECT id, record FROM campaign)
                      WHERE id = NEW.id AND NEW.classification = coalesce(record ->> '$.classification', 'CTS')
                        AND NEW.releasable_to = coalesce(record -> '$.releasableTo', '[]'));
END;

CREATE TRIGGER label_stays_of_a_record BEFORE UPDATE ON label BEGIN
    SELECT raise(ABORT, 'no record has this label')
    WHERE NOT EXISTS (SELECT 1 FROM (SELECT id, record FROM request UNION ALL SELECT id, record FROM effect
                                     UNION ALL SELECT id, record FROM campaign)
                      WHERE id = NEW.id AND OLD.id = NEW.id AND NEW.classification = coalesce(record ->> '$.classification', 'CTS')
                        AND NEW.releasable_to = coalesce(record -> '$.releasableTo', '[]'));
END;

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

CREATE INDEX note_by_subject ON note (subject, at, id);

CREATE INDEX note_by_time ON note (at, id);

CREATE INDEX note_that_is_a_lesson ON note (at, id) WHERE kind = 'lesson';

CREATE INDEX note_that_reports ON note (subject, at, id) WHERE kind = 'report';

CREATE TABLE receipt (
    principal TEXT    NOT NULL,
    key       TEXT    NOT NULL CHECK (length(key) BETWEEN 1 AND 200),
    method    TEXT    NOT NULL,
    question  BLOB    NOT NULL CHECK (length(question) = 32),
    answer    TEXT    NOT NULL CHECK (json_valid(answer)),
    at        INTEGER NOT NULL,
    PRIMARY KEY (principal, key)
) STRICT, WITHOUT ROWID;

CREATE INDEX receipt_by_age ON receipt (at);

CREATE TABLE request (
    id       TEXT    NOT NULL PRIMARY KEY,
    nation   TEXT    NOT NULL CHECK (nation = substr(id, 5, 3)),
    year     INTEGER NOT NULL CHECK (year = CAST(substr(id, 9, 4) AS INTEGER)),
    number   INTEGER NOT NULL CHECK (number >= 1 AND number = CAST(substr(id, 14) AS INTEGER)),
    state    TEXT    NOT NULL CHECK (state IN ('submitted', 'validated', 'returned', 'cancelled', 'closed', 'expired')),
    ends_at  INTEGER NOT NULL,
    revision INTEGER NOT NULL CHECK (revision >= 1),
    record   TEXT    NOT NULL CHECK (json_valid(record) AND record ->> '$.id' IS id AND record ->> '$.revision' IS revision
                                     AND record ->> '$.state' IS state), linked INTEGER NOT NULL DEFAULT 0 CHECK (linked IN (0, 1)),
    UNIQUE (nation, year, number)
) STRICT, WITHOUT ROWID;

CREATE INDEX request_by_deadline ON request (ends_at, id) WHERE state = 'validated';

CREATE INDEX request_by_number ON request (substr(id, 5, 9) || printf('%019d', substr(id, 14)));

CREATE INDEX request_by_state ON request (state, substr(id, 5, 9) || printf('%019d', substr(id, 14)));

CREATE INDEX request_that_is_linked ON request (substr(id, 5, 9) || printf('%019d', substr(id, 14))) WHERE linked = 1;

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

CREATE TRIGGER request_is_labelled AFTER INSERT ON request BEGIN
    INSERT INTO label (id, classification, releasable_to)
    VALUES (NEW.id, coalesce(NEW.record ->> '$.classification', 'CTS'), coalesce(NEW.record -> '$.releasableTo', '[]'));
END;

CREATE TRIGGER request_is_labelled_anew AFTER UPDATE ON request BEGIN
    UPDATE label SET classification = coalesce(NEW.record ->> '$.classification', 'CTS'),
                     releasable_to = coalesce(NEW.record -> '$.releasableTo', '[]') WHERE id = NEW.id;
END;

CREATE TABLE standby (
    id        TEXT    NOT NULL PRIMARY KEY,
    nation    TEXT    NOT NULL CHECK (nation = substr(id, 1, 3)),
    team      TEXT,
    starts_at INTEGER NOT NULL,
    ends_at   INTEGER NOT NULL CHECK (ends_at > starts_at),
    state     TEXT    NOT NULL CHECK (state IN ('offered', 'confirmed', 'withdrawn')),
    revision  INTEGER NOT NULL CHECK (revision >= 1),
    record    TEXT    NOT NULL CHECK (json_valid(record) AND record ->> '$.id' IS id AND record ->> '$.revision' IS revision
                                      AND record ->> '$.state' IS state AND record ->> '$.team' IS team)
) STRICT, WITHOUT ROWID;

CREATE INDEX standby_by_end ON standby (ends_at) WHERE state <> 'withdrawn';

CREATE INDEX standby_of_nation ON standby (nation, ends_at) WHERE state <> 'withdrawn';

CREATE INDEX standby_of_team ON standby (team, ends_at) WHERE state <> 'withdrawn';

CREATE TABLE standby_reader (
    nation  TEXT NOT NULL,
    standby TEXT NOT NULL,
    PRIMARY KEY (standby, nation)
) STRICT, WITHOUT ROWID;

CREATE INDEX standby_reader_by_nation ON standby_reader (nation, standby);

CREATE TABLE tasking (
    id        TEXT    NOT NULL PRIMARY KEY,
    request   TEXT    NOT NULL REFERENCES request (id),
    number    INTEGER NOT NULL CHECK (number >= 1 AND substr(id, 5) = substr(request, 5) || '-' || number),
    state     TEXT    NOT NULL CHECK (state IN ('awaitingConsent', 'consented', 'ordered', 'moving', 'onTask', 'returning',
                                                'closed', 'declined', 'recalled', 'aborted')),
    starts_at INTEGER NOT NULL,
    ends_at   INTEGER NOT NULL CHECK (ends_at > starts_at),
    revision  INTEGER NOT NULL CHECK (revision >= 1),
    record    TEXT    NOT NULL CHECK (json_valid(record) AND record ->> '$.id' IS id AND record ->> '$.revision' IS revision
                                      AND record ->> '$.state' IS state), active INTEGER NOT NULL DEFAULT 0 CHECK (active IN (0, 1)), holds INTEGER NOT NULL DEFAULT 0 CHECK (holds IN (0, 1)),
    UNIQUE (request, number)
) STRICT, WITHOUT ROWID;

CREATE INDEX tasking_by_number ON tasking (substr(id, 5, 9) || printf('%019d%019d', substr(id, 14), number));

CREATE INDEX tasking_by_state ON tasking (state, substr(id, 5, 9) || printf('%019d%019d', substr(id, 14), number));

CREATE INDEX tasking_that_holds_a_request ON tasking (request) WHERE active = 1 OR state = 'closed';

CREATE INDEX tasking_that_holds_people ON tasking (request) WHERE holds = 1;

CREATE INDEX tasking_that_is_active ON tasking (request) WHERE active = 1;

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

CREATE TABLE team (
    id       TEXT    NOT NULL PRIMARY KEY,
    nation   TEXT    NOT NULL CHECK (nation = substr(id, 1, 3)),
    revision INTEGER NOT NULL CHECK (revision >= 1),
    record   TEXT    NOT NULL CHECK (json_valid(record) AND record ->> '$.id' IS id AND record ->> '$.revision' IS revision)
) STRICT, WITHOUT ROWID;

CREATE INDEX team_by_nation ON team (nation, id);
