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
