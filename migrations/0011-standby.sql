-- Standby periods: when a team, or named experts of one nation, stand by with a shorter notice. They are offers of their nation.

-- team: NULL for named experts.
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

-- Those in force at an instant have not ended, which few of many years' periods have not.
CREATE INDEX standby_by_end ON standby (ends_at) WHERE state <> 'withdrawn';

CREATE INDEX standby_of_team ON standby (team, ends_at) WHERE state <> 'withdrawn';

CREATE INDEX standby_of_nation ON standby (nation, ends_at) WHERE state <> 'withdrawn';

-- The nations that may read each period: its own, those whose people are in its team, and the one that is asked for an exchange. Whether a
-- nation may read a period is found without reading the period.
CREATE TABLE standby_reader (
    nation  TEXT NOT NULL,
    standby TEXT NOT NULL,
    PRIMARY KEY (standby, nation)
) STRICT, WITHOUT ROWID;

CREATE INDEX standby_reader_by_nation ON standby_reader (nation, standby);
