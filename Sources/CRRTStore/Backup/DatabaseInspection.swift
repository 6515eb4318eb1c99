public import CRRTDomain
import GRDB
import Glibc
public import JournalProof

/// The result of reading a whole database file without changing it.
public struct DatabaseInspection: Sendable {
    /// The version of its schema.
    public var version: Int
    /// Its records and open matters.
    public var counts: Counts
    /// The verdict on its journal, which is intact.
    public var verdict: JournalVerdict
    /// When the last entry was made; nil where there is none.
    public var lastAt: Instant?
    /// Whether it is of an exercise; nil where no record tells.
    public var exercise: Bool?

    /// The schema version that this program migrates databases to.
    public static var currentSchemaVersion: Int { Schema.version }

    /// Inspects a database: its application id, its version, SQLite's integrity checks, the hash chain and signatures of its journal, and
    /// whether every row follows from the journal. Rows of an older schema are not compared, because that is possible only after migration.
    ///
    /// - Parameters:
    ///   - keys: whose signatures count.
    ///   - comparesRows: whether the rows are compared.
    /// - Throws: `StoreError` where a check fails.
    public static func at(_ path: String, keys: [VerifyingKey] = [], comparesRows: Bool = true) throws -> DatabaseInspection {
        do {
            try FileInspection.checkHeader(path)
            try StoreOpening.inspect(path)
            let queue = try DatabaseQueue(path: path, configuration: StoreOpening.readConfiguration())
            let inspection = try queue.read { db in
                guard try Int.fetchOne(db, sql: "PRAGMA application_id") == Schema.applicationID else {
                    throw StoreError.notOurs(path: path)
                }
                do { try checkPages(db, path) } catch {
                    // SQLite names the table, the comparison the record. It may fail where pages are broken.
                    if comparesRows, (try? Int.fetchOne(db, sql: "PRAGMA user_version")) == Schema.version {
                        do { try compareRows(path) } catch let named as StoreError where named.isOfRows { throw named } catch {}
                    }
                    throw error
                }
                return try DatabaseInspection(db, keys, path)
            }
            try queue.close()
            if comparesRows, inspection.version == Schema.version { try compareRows(path) }
            return inspection
        } catch let error as StoreError {
            throw error
        } catch let error as DatabaseError {
            throw StoreOpening.explain(error, path)
        } catch {
            throw StoreError.damaged(path: path, reason: "\(error)")
        }
    }

    private init(_ db: Database, _ keys: [VerifyingKey], _ path: String) throws {
        let rows = try ReadTransaction(db)
        version = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
        verdict = try Self.verdict(rows, keys, hasCheckpoints: db.tableExists("checkpoint"))
        if let fault = verdict.faults.first { throw StoreError.journalBroken(path: path, reason: "the journal does not hold: \(fault)") }
        counts = try rows.counts()
        lastAt = try rows.lastEntry()?.at
        exercise = try rows.exerciseEvidence()?.isExercise
    }

    /// - Throws: `StoreError.rowsDiffer`.
    static func compareRows(_ path: String) throws {
        let differences = try RowComparison.differences(of: path)
        if !differences.isEmpty { throw StoreError.rowsDiffer(path: path, reason: RowDifference.words(differences)) }
    }

    static func checkPages(_ db: Database, _ path: String) throws {
        let complaint = try String.fetchOne(db, sql: "PRAGMA integrity_check(1)") ?? "no verdict"
        guard complaint == "ok" else {
            // Above the lines about pages, one line names the database.
            let lines = complaint.split(separator: "\n").filter { !$0.hasPrefix("***") }
            throw StoreError.damaged(path: path, reason: lines.joined(separator: ", "))
        }
        guard try Row.fetchOne(db, sql: "PRAGMA foreign_key_check") == nil else {
            throw StoreError.damaged(path: path, reason: "a row refers to one that is not there")
        }
    }

    /// - Parameter hasCheckpoints: whether the schema has checkpoints. The first version has none.
    static func verdict(_ rows: ReadTransaction, _ keys: [VerifyingKey], hasCheckpoints: Bool = true) throws -> JournalVerdict {
        let check = JournalVerifier(journal: hasCheckpoints ? try rows.journalIdentity() : nil, keys: keys)
        return try check.verdict { since in
            guard hasCheckpoints else { return ProofPage(entries: try rows.journal(since: since, limit: ProofPage.maxEntries)) }
            return try rows.proofPage(since: since)
        }
    }
}
