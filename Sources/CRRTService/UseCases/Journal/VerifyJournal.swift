import CRRTDomain
import CRRTProtocol
import CRRTStore
import JournalProof
import Varlink

/// Verifies the hash chain and signatures of the journal, compares all rows with it, and runs SQLite's integrity checks.
enum VerifyJournal {
    static func run(
        _ parameters: Journal.Verify.Parameters, _ caller: Caller, _ call: Call<Journal.Verify>, _ environment: CallEnvironment,
        _ notary: Notary?
    ) throws {
        let expected = try head(parameters)
        try environment.answer(call, as: .scan) { _ in
            // Read before the journal, so that a later signature is not reported as missing.
            let remembered = notary?.lastSigned.flatMap { $0.seq > 0 ? $0 : nil }
            let key = notary?.verifyingKey
            let verdict = try environment.store.verifyJournal(
                keys: [key].compactMap { $0 }, expected: [expected, remembered].compactMap { $0 },
                signedThrough: remembered?.seq ?? 0)
            // Rows can be compared with a valid journal only.
            guard verdict.isIntact else { return reply(verdict, [], [], key) }
            let file = try environment.store.fileFaults()
            // The comparison names records, SQLite names tables. Where pages are broken, the comparison may fail.
            let rows = file.isEmpty ? try environment.store.differingRows() : (try? environment.store.differingRows()) ?? []
            return reply(verdict, rows, file, key)
        }
    }

    private static func head(_ parameters: Journal.Verify.Parameters) throws -> JournalHead? {
        switch (parameters.seq, parameters.hash) {
        case (nil, nil): return nil
        case (let seq?, let hash?):
            do { return try JournalHead("\(seq):\(hash)") } catch { throw Refusal.invalid("hash", error.description) }
        case (nil, _): throw Refusal.invalid("seq", "is missing; a hash is that of an entry")
        case (_, nil): throw Refusal.invalid("hash", "is missing; write the hash that entry \(parameters.seq ?? 0) should have")
        }
    }

    private static func reply(
        _ verdict: JournalVerdict, _ rows: [RowDifference], _ file: [String], _ key: VerifyingKey?
    ) -> Journal.Verify.Reply {
        let rows = rows.map(\.description)
        let faults = verdict.faults.map(\.text) + rows + file.map { "the database file: \($0)" }
        return .init(
            entries: verdict.entries, head: Hexadecimal.text(verdict.head), intact: faults.isEmpty, broken: verdict.broken,
            faults: faults.isEmpty ? nil : faults, key: key?.id, checkpoints: verdict.checkpoints,
            unchecked: verdict.unchecked, signed: verdict.signed?.seq, signedAt: verdict.signed?.at.description,
            rows: rows.isEmpty ? nil : rows)
    }
}
