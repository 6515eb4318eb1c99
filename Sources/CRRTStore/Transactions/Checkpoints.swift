import CRRTDomain
import Foundation
import GRDB
public import JournalProof

/// - Throws: of every member, what ``ReadTransaction`` names.
extension ReadTransaction {
    /// The identity of the journal: 128 random bits from when its database was created, in hexadecimal.
    public func journalIdentity() throws -> String {
        guard let id = try String.fetchOne(db.cachedStatement(sql: "SELECT id FROM journal_identity")) else {
            throw InvalidField("journal_identity", "is missing")
        }
        return id
    }

    /// The checkpoints at entries after `since`, up to and including `last`, in order.
    public func checkpoints(since: Int, through last: Int = .max) throws -> [Checkpoint] {
        let journal = try journalIdentity()
        let sql = "SELECT \(Checkpoint.columns) FROM checkpoint WHERE seq > ? AND seq <= ? ORDER BY seq, key"
        return try Row.fetchAll(db.cachedStatement(sql: sql), arguments: [since, last]).map { try Checkpoint($0, of: journal) }
    }

    /// The last checkpoint by any key; nil where there is none. Its signature is not verified.
    public func lastCheckpoint() throws -> Checkpoint? {
        let journal = try journalIdentity()
        let sql = "SELECT \(Checkpoint.columns) FROM checkpoint ORDER BY seq DESC LIMIT 1"
        return try Row.fetchOne(db, sql: sql).map { try Checkpoint($0, of: journal) }
    }

    /// The last checkpoint that claims to be by this key; nil where there is none. Its signature is not verified.
    public func lastCheckpoint(by key: VerifyingKey) throws -> Checkpoint? {
        let sql = "SELECT \(Checkpoint.columns) FROM checkpoint WHERE key = ? ORDER BY seq DESC LIMIT 1"
        let journal = try journalIdentity()
        return try Row.fetchOne(db.cachedStatement(sql: sql), arguments: [key.id]).map { try Checkpoint($0, of: journal) }
    }
}

/// - Throws: of every member, what ``WriteTransaction`` names.
extension WriteTransaction {
    /// Stores a checkpoint, unless there is one by the same key at the same entry.
    public func keep(_ checkpoint: Checkpoint) throws {
        let sql = """
            INSERT INTO checkpoint (seq, key, instance, at, hash, signature) VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (seq, key) DO NOTHING
            """
        try rows.db.cachedStatement(sql: sql).execute(arguments: [
            checkpoint.seq, checkpoint.key, checkpoint.instance, checkpoint.at.milliseconds, Data(checkpoint.hash),
            Data(checkpoint.signature),
        ])
    }
}

extension Checkpoint {
    fileprivate static let columns = "seq, key, instance, at, hash, signature"

    /// From those columns, in that order.
    fileprivate init(_ row: Row, of journal: String) throws {
        try self.init(
            journal: journal, instance: row.decode(atIndex: 2), seq: row.decode(atIndex: 0),
            hash: Array(row.decode(Data.self, atIndex: 4)), at: Instant(milliseconds: row.decode(atIndex: 3)),
            key: row.decode(atIndex: 1), signature: Array(row.decode(Data.self, atIndex: 5)))
    }
}
