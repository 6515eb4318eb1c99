-- Signed checkpoints: the daemon's word that its journal ended with an entry, which nobody can give anew without its key.

-- Which journal this is, so that a checkpoint of another one is told apart.
CREATE TABLE journal_identity (
    id TEXT NOT NULL CHECK (length(id) = 32)
) STRICT;
INSERT INTO journal_identity (id) VALUES (lower(hex(randomblob(16))));
CREATE TRIGGER journal_identity_is_one BEFORE INSERT ON journal_identity BEGIN SELECT raise(ABORT, 'a journal has one identity'); END;
CREATE TRIGGER journal_identity_is_not_changed BEFORE UPDATE ON journal_identity BEGIN SELECT raise(ABORT, 'a journal keeps its identity'); END;
CREATE TRIGGER journal_identity_is_not_lost BEFORE DELETE ON journal_identity BEGIN SELECT raise(ABORT, 'a journal keeps its identity'); END;

-- hash: of the entry of this seq. key: the first 16 bytes of the public key's SHA-256. signature: ML-DSA-65 (FIPS 204).
CREATE TABLE checkpoint (
    seq       INTEGER NOT NULL,
    key       TEXT    NOT NULL CHECK (length(key) = 32),
    instance  TEXT    NOT NULL,
    at        INTEGER NOT NULL,
    hash      BLOB    NOT NULL CHECK (length(hash) = 32),
    signature BLOB    NOT NULL CHECK (length(signature) = 3309),
    PRIMARY KEY (seq, key)
) STRICT;
CREATE TRIGGER checkpoint_is_of_an_entry BEFORE INSERT ON checkpoint BEGIN
    SELECT raise(ABORT, 'no entry has this number and hash')
    WHERE NOT EXISTS (SELECT 1 FROM journal WHERE journal.seq = NEW.seq AND journal.hash = NEW.hash);
END;
CREATE TRIGGER checkpoint_is_not_changed BEFORE UPDATE ON checkpoint BEGIN SELECT raise(ABORT, 'a checkpoint is not changed'); END;
CREATE TRIGGER checkpoint_is_not_removed BEFORE DELETE ON checkpoint BEGIN SELECT raise(ABORT, 'a checkpoint is not removed'); END;
