-- What must hold of an expert's record, in one check that parses it twice. Checks and triggers parsed it seven times at each change of an
-- offer, which was a quarter of the work of writing it. The constraint alone is written anew: the rows and their format stay
-- (https://www.sqlite.org/lang_altertable.html, "Making Other Kinds Of Table Schema Changes").

DROP TRIGGER expert_names_no_company;
DROP TRIGGER expert_still_names_no_company;
PRAGMA writable_schema = ON;
UPDATE sqlite_schema SET sql = 'CREATE TABLE expert (
    id       TEXT    NOT NULL PRIMARY KEY,
    nation   TEXT    NOT NULL CHECK (nation = substr(id, 1, 3)),
    revision INTEGER NOT NULL CHECK (revision >= 1),
    record   TEXT    NOT NULL CHECK (
        json_valid(record) AND json_extract(record, ''$.id'', ''$.revision'', ''$.name'', ''$.partner.name'', ''$.partner.agreement'')
                               = json_array(id, revision, NULL, NULL, NULL))
) STRICT, WITHOUT ROWID' WHERE type = 'table' AND name = 'expert';
PRAGMA writable_schema = RESET;
