-- Labels apart from the records, so that who may know of a record is decided without reading it: that takes the same time whether the
-- record is there or not (docs/visibility.md).

-- One row per request and effect: what its record says. A record without a label is treated as the most secret one, released to nobody.
CREATE TABLE label (
    id             TEXT NOT NULL PRIMARY KEY,
    classification TEXT NOT NULL CHECK (classification IN ('NU', 'NR', 'NC', 'NS', 'CTS')),
    releasable_to  TEXT NOT NULL CHECK (json_valid(releasable_to) AND json_type(releasable_to) IS 'array')
) STRICT, WITHOUT ROWID;

-- Sorts behind every id: a search for an id or the next one after it always ends at a row.
INSERT INTO label (id, classification, releasable_to) VALUES ('~', 'CTS', '[]');
INSERT INTO label (id, classification, releasable_to)
    SELECT id, coalesce(record ->> '$.classification', 'CTS'), coalesce(record -> '$.releasableTo', '[]') FROM request;
INSERT INTO label (id, classification, releasable_to)
    SELECT id, coalesce(record ->> '$.classification', 'CTS'), coalesce(record -> '$.releasableTo', '[]') FROM effect;

CREATE TRIGGER request_is_labelled AFTER INSERT ON request BEGIN
    INSERT INTO label (id, classification, releasable_to)
    VALUES (NEW.id, coalesce(NEW.record ->> '$.classification', 'CTS'), coalesce(NEW.record -> '$.releasableTo', '[]'));
END;
CREATE TRIGGER request_is_labelled_anew AFTER UPDATE ON request BEGIN
    UPDATE label SET classification = coalesce(NEW.record ->> '$.classification', 'CTS'),
                     releasable_to = coalesce(NEW.record -> '$.releasableTo', '[]') WHERE id = NEW.id;
END;
CREATE TRIGGER effect_is_labelled AFTER INSERT ON effect BEGIN
    INSERT INTO label (id, classification, releasable_to)
    VALUES (NEW.id, coalesce(NEW.record ->> '$.classification', 'CTS'), coalesce(NEW.record -> '$.releasableTo', '[]'));
END;
CREATE TRIGGER effect_is_labelled_anew AFTER UPDATE ON effect BEGIN
    UPDATE label SET classification = coalesce(NEW.record ->> '$.classification', 'CTS'),
                     releasable_to = coalesce(NEW.record -> '$.releasableTo', '[]') WHERE id = NEW.id;
END;

-- A label says what its record says, and nothing else.
CREATE TRIGGER label_is_of_a_record BEFORE INSERT ON label BEGIN
    SELECT raise(ABORT, 'no record has this label')
    WHERE NOT EXISTS (SELECT 1 FROM (SELECT id, record FROM request UNION ALL SELECT id, record FROM effect)
                      WHERE id = NEW.id AND NEW.classification = coalesce(record ->> '$.classification', 'CTS')
                        AND NEW.releasable_to = coalesce(record -> '$.releasableTo', '[]'));
END;
CREATE TRIGGER label_stays_of_a_record BEFORE UPDATE ON label BEGIN
    SELECT raise(ABORT, 'no record has this label')
    WHERE NOT EXISTS (SELECT 1 FROM (SELECT id, record FROM request UNION ALL SELECT id, record FROM effect)
                      WHERE id = NEW.id AND OLD.id = NEW.id AND NEW.classification = coalesce(record ->> '$.classification', 'CTS')
                        AND NEW.releasable_to = coalesce(record -> '$.releasableTo', '[]'));
END;
CREATE TRIGGER label_is_not_removed BEFORE DELETE ON label BEGIN SELECT raise(ABORT, 'a label stays as long as its record'); END;
