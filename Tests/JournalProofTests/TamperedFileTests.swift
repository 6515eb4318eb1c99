import CRRTDomain
import Testing

@testable import JournalProof

/// An exported journal, and everything that an attacker might do to it.
@Suite("Exported journals")
struct TamperedFileTests {
    private struct Written {
        var lines: [String] = []
        let key: SigningKey
        var entries: [JournalEntry] = []

        /// Entries with checkpoints at some of them, by a key.
        init(
            _ key: SigningKey, journal: String = "1111", entries count: Int = 10, signed: Set<Int> = [4, 10],
            change: (inout JournalEntry) -> Void = { _ in }
        ) throws {
            self.key = key
            var checkpoints: [Int: String] = [:]
            for seq in 1...count {
                var entry = JournalEntry(
                    seq: seq, at: Instant(seconds: 1_800_000_000 + Int64(seq)), principal: "duty (uid 1)", event: "expert.put",
                    subject: "EST-\(seq)", payload: #"{"changes":[],"detail":{"n":"\#(seq)"}}"#,
                    previousHash: entries.last?.hash ?? JournalEntry.genesis, hash: [])
                change(&entry)
                entry.hash = entry.computedHash()
                entries.append(entry)
                guard signed.contains(seq) else { continue }
                let checkpoint = try Checkpoint(journal: journal, instance: "test", seq: seq, hash: entry.hash, at: entry.at, by: key)
                checkpoints[seq] = JournalExport.line(checkpoint)
            }
            let header = JournalExport.Header(
                journal: journal, instance: "test", at: Instant(seconds: 1_800_001_000),
                head: JournalHead(seq: count, hash: entries[count - 1].hash), key: key.verifyingKey)
            lines = [JournalExport.line(header)] + entries.flatMap { [JournalExport.line($0)] + [checkpoints[$0.seq]].compactMap { $0 } }
        }

        /// The place of an entry's line.
        func place(_ seq: Int) -> Int { lines.firstIndex { $0.hasPrefix(#"{"entry":{"seq":\#(seq),"#) } ?? -1 }
        /// The places of the checkpoints.
        var checkpoints: [Int] { lines.indices.filter { lines[$0].hasPrefix(#"{"checkpoint""#) } }
    }

    static let key = Result { try SigningKey() }

    private func check(_ lines: [String], _ keys: [VerifyingKey]? = nil, expected: [JournalHead] = []) throws -> JournalVerdict {
        var check = JournalExportVerifier(keys: try keys ?? [Self.key.get().verifyingKey], expected: expected)
        for line in lines { check.take(Array(line.utf8)[...]) }
        return check.finish()
    }

    /// - Returns: the words of all faults.
    @discardableResult
    private func broken(
        at seq: Int, _ lines: [String], _ keys: [VerifyingKey]? = nil, expected: [JournalHead] = [],
        place: SourceLocation = #_sourceLocation
    ) throws -> String {
        let verdict = try check(lines, keys, expected: expected)
        #expect(!verdict.isIntact && verdict.broken == seq, "\(verdict.faults)", sourceLocation: place)
        return verdict.faults.map(\.text).joined(separator: "\n")
    }

    @Test("an untouched file is accepted")
    func intact() throws {
        let written = try Written(Self.key.get())
        let verdict = try check(written.lines, expected: [JournalHead(seq: 3, hash: written.entries[2].hash)])
        #expect(verdict.faults == [])
        #expect(verdict.entries == 10 && verdict.checkpoints == 2 && verdict.signed?.seq == 10)
        #expect(verdict.last == JournalHead(seq: 10, hash: written.entries[9].hash))
    }

    @Test(
        "a changed member of an entry is found at that entry",
        arguments: [
            (#""n":"5""#, #""n":"6""#), ("duty (uid 1)", "duty (uid 2)"), ("expert.put", "expert.offer"), ("EST-5", "EST-6"),
            ("2027-01-15T08:00:05Z", "2027-01-15T08:00:06Z"), (#""payload":{"#, #""payload": {"#),
        ])
    func changed(from: String, to: String) throws {
        var written = try Written(Self.key.get())
        let place = written.place(5)
        #expect(written.lines[place].contains(from))
        written.lines[place] = written.lines[place].replacing(from, with: to)
        #expect(try broken(at: 5, written.lines).contains("entry 5 was changed"))
    }

    @Test("a removed entry is named, wherever it stood", arguments: [1, 4, 7, 10])
    func removed(seq: Int) throws {
        var written = try Written(Self.key.get())
        written.lines.remove(at: written.place(seq))
        #expect(try broken(at: seq, written.lines).contains(seq == 10 ? "entry 10 is cut off" : "entry \(seq) is missing"))
    }

    @Test("an entry that was put in is named", arguments: [2, 5, 10])
    func inserted(seq: Int) throws {
        var written = try Written(Self.key.get())
        written.lines.insert(written.lines[written.place(1)], at: written.place(seq))
        #expect(try broken(at: seq, written.lines).contains("entry 1 stands after entry \(seq - 1)"))
    }

    @Test("swapped entries are found")
    func swapped() throws {
        var written = try Written(Self.key.get())
        written.lines.swapAt(written.place(6), written.place(7))
        #expect(try broken(at: 6, written.lines).contains("entry 6 is missing"))
    }

    @Test("a file that was cut is not whole, with its checkpoints or without")
    func truncated() throws {
        var written = try Written(Self.key.get())
        written.lines.removeSubrange(written.place(9)..<written.checkpoints[1])
        #expect(try broken(at: 9, written.lines).contains("entries 9 to 10 are cut off"))
        written.lines.removeLast()
        try broken(at: 9, written.lines)
    }

    /// A forger can also write another header; the last checkpoint left then still covers all that is there.
    @Test("a file cut at a checkpoint, header and all, shows only where its head is known")
    func truncatedAtACheckpoint() throws {
        let whole = try Written(Self.key.get())
        let cut = try Written(Self.key.get(), entries: 4, signed: [4])
        #expect(try check(cut.lines).isIntact)
        #expect(
            try broken(at: 5, cut.lines, expected: [JournalHead(seq: 10, hash: whole.entries[9].hash)])
                .contains("entries 5 to 10 are cut off"))
    }

    @Test("a chain made anew after a change is found by the signature")
    func rechained() throws {
        let written = try Written(Self.key.get())
        var forged = try Written(Self.key.get(), signed: []) { if $0.seq == 6 { $0.principal = "somebody else (uid 9)" } }
        for place in written.checkpoints.reversed() {
            forged.lines.insert(written.lines[place], at: forged.place(place == written.checkpoints[0] ? 4 : 10) + 1)
        }
        #expect(try broken(at: 5, forged.lines).contains("an entry from 5 to 10 was changed and the chain made anew"))
        #expect(
            try broken(at: 5, forged.lines, expected: [JournalHead(seq: 7, hash: written.entries[6].hash)])
                .contains("entry 7 is not the one that was expected"))
    }

    @Test("a chain made anew without checkpoints, or with those of another key, proves nothing")
    func withoutTheKey() throws {
        #expect(try broken(at: 1, Written(Self.key.get(), signed: []).lines).contains("entries 1 to 10 are signed by no checkpoint"))
        let verdict = try check(Written(SigningKey()).lines)
        #expect(verdict.unchecked == 2 && verdict.broken == 1)
    }

    @Test("a forged checkpoint that names the key is found")
    func forgedSignature() throws {
        var forged = try Written(SigningKey())
        let other = forged.key.verifyingKey.id
        let mine = try Self.key.get().verifyingKey.id
        forged.lines = forged.lines.map { $0.replacing(other, with: mine) }
        #expect(try broken(at: 4, forged.lines).contains("checkpoint at entry 4 does not bear the signature of key \(mine)"))
    }

    @Test(
        "a checkpoint whose statement was changed is found",
        arguments: [(#""instance":"test""#, #""instance":"real""#), (#""at":"2027-01-15T08:00:04Z""#, #""at":"2027-01-15T08:00:05Z""#)])
    func changedCheckpoint(from: String, to: String) throws {
        var written = try Written(Self.key.get())
        let place = written.checkpoints[0]
        #expect(written.lines[place].contains(from))
        written.lines[place] = written.lines[place].replacing(from, with: to)
        #expect(try broken(at: 4, written.lines).contains("does not bear the signature"))
    }

    @Test("a checkpoint of another journal is found, whatever it says of itself")
    func replayed() throws {
        let other = try Written(Self.key.get(), journal: "2222")
        var written = try Written(Self.key.get())
        written.lines[written.checkpoints[1]] = other.lines[other.checkpoints[1]]
        #expect(try broken(at: 10, written.lines).contains("belongs to another journal (2222)"))
        let renamed = other.lines[other.checkpoints[1]].replacing("2222", with: "1111")
        written.lines[written.checkpoints[1]] = renamed
        #expect(try broken(at: 10, written.lines).contains("does not bear the signature"))
    }

    @Test("entries after the last checkpoint are not taken on trust")
    func unsignedEnd() throws {
        #expect(try broken(at: 5, Written(Self.key.get(), signed: [4]).lines).contains("entries 5 to 10 are signed by no checkpoint"))
    }

    @Test("after a change of keys the newer one covers all; either can be asked for")
    func twoKeys() throws {
        let newer = try SigningKey()
        var written = try Written(Self.key.get(), signed: [4])
        let last = written.entries[9]
        written.lines.append(
            JournalExport.line(try Checkpoint(journal: "1111", instance: "test", seq: 10, hash: last.hash, at: last.at, by: newer)))
        #expect(try check(written.lines, [newer.verifyingKey]).unchecked == 1)
        #expect(try check(written.lines, [newer.verifyingKey, Self.key.get().verifyingKey]).checkpoints == 2)
        try broken(at: 5, written.lines)
    }

    @Test(
        "a line that is none is named by its number",
        arguments: ["", "{}", "[]", "\u{0}", #"{"entry":{"seq":3},"hash":""}"#, #"{"checkpoint":{}}"#, #"{"format":"crrtd journal 1"}"#])
    func unreadable(line: String) throws {
        var written = try Written(Self.key.get())
        written.lines.insert(line, at: 3)
        #expect(try broken(at: 3, written.lines).hasPrefix("line 4 "))
        #expect(try check([line]).isIntact == false)
    }

    @Test("an empty file, and one without its header, prove nothing")
    func headless() throws {
        #expect(try broken(at: 1, []).contains("empty"))
        #expect(try broken(at: 1, Array(Written(Self.key.get()).lines.dropFirst())).contains("line 1 should be the header"))
    }
}
