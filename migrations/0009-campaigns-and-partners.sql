-- Campaigns, and companies of industry.

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

-- A label is of a request, an effect or a campaign.
DROP TRIGGER label_is_of_a_record;
CREATE TRIGGER label_is_of_a_record BEFORE INSERT ON label BEGIN
    SELECT raise(ABORT, 'no record has this label')
    WHERE NOT EXISTS (SELECT 1 FROM (SELECT id, record FROM request UNION ALL SELECT id, record FROM effect
                                     UNION ALL SELECT id, record FROM campaign)
                      WHERE id = NEW.id AND NEW.classification = coalesce(record ->> '$.classification', 'CTS')
                        AND NEW.releasable_to = coalesce(record -> '$.releasableTo', '[]'));
END;
DROP TRIGGER label_stays_of_a_record;
CREATE TRIGGER label_stays_of_a_record BEFORE UPDATE ON label BEGIN
    SELECT raise(ABORT, 'no record has this label')
    WHERE NOT EXISTS (SELECT 1 FROM (SELECT id, record FROM request UNION ALL SELECT id, record FROM effect
                                     UNION ALL SELECT id, record FROM campaign)
                      WHERE id = NEW.id AND OLD.id = NEW.id AND NEW.classification = coalesce(record ->> '$.classification', 'CTS')
                        AND NEW.releasable_to = coalesce(record -> '$.releasableTo', '[]'));
END;

-- Whether the request is linked to any campaign, so that those of one campaign are found without reading the others.
ALTER TABLE request ADD COLUMN linked INTEGER NOT NULL DEFAULT 0 CHECK (linked IN (0, 1));
CREATE INDEX request_that_is_linked ON request (substr(id, 5, 9) || printf('%019d', substr(id, 14))) WHERE linked = 1;

-- Companies of industry. What may identify a person stands outside the journal, and is erased for good with the person's name.

-- Of experts whose record has a partner. agreement: the reference of the agreement between the company and the nation.
CREATE TABLE expert_partner (
    id        TEXT NOT NULL PRIMARY KEY REFERENCES expert (id),
    name      TEXT NOT NULL,
    agreement TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TRIGGER expert_names_no_company BEFORE INSERT ON expert
WHEN json_valid(NEW.record) AND coalesce(NEW.record ->> '$.partner.name', NEW.record ->> '$.partner.agreement') IS NOT NULL BEGIN
    SELECT raise(ABORT, 'a company is named in expert_partner alone');
END;

CREATE TRIGGER expert_still_names_no_company BEFORE UPDATE ON expert
WHEN json_valid(NEW.record) AND coalesce(NEW.record ->> '$.partner.name', NEW.record ->> '$.partner.agreement') IS NOT NULL BEGIN
    SELECT raise(ABORT, 'a company is named in expert_partner alone');
END;
