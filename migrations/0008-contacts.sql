-- Points of contact of requests and nations. What they hold is personal, or may be, so it stands outside the journal and is erased for good.

-- owner: the id of a request, or the code of a nation. salt: random, for the digest of the contact that the journal holds.
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

-- The queries that used it read tasking.holds instead.
DROP INDEX consent_to_effects_in_use;
