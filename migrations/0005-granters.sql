-- Who has granted a consent, apart from the consents: whether a person has granted one for a tasking is decided without reading them,
-- which takes the same time whether the tasking is there or not (docs/visibility.md).

-- The ways in which those who granted a consent, and have not taken it back, are found again, as Principal.isSamePerson finds them:
-- 'uid 1000' who granted as themselves, 'part NAME' who was played, 'name NAME' both.
CREATE TABLE granter (
    tasking TEXT NOT NULL,
    nation  TEXT NOT NULL,
    person  TEXT NOT NULL,
    kind    TEXT NOT NULL,
    digest  TEXT NOT NULL,
    PRIMARY KEY (tasking, nation, person, kind, digest),
    FOREIGN KEY (tasking, nation, kind, digest) REFERENCES consent (tasking, nation, kind, digest)
) STRICT, WITHOUT ROWID;

INSERT INTO granter (tasking, nation, person, kind, digest)
    SELECT DISTINCT tasking, nation, way || iif(way = 'uid ', value ->> '$.uid', value ->> '$.name'), kind, digest
    FROM consent, json_each(record, '$.decidedBy'),
         (SELECT 'uid ' AS way UNION ALL SELECT 'part ' UNION ALL SELECT 'name ')
    WHERE state = 'granted' AND (way = 'name ' OR (way = 'part ') = (value ->> '$.playedBy' IS NOT NULL));

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
