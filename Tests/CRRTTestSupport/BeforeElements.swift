import CRRTDomain
import Foundation
public import JournalProof
public import Varlink

/// A journal that crrtd wrote before taskings had elements, and what that crrtd showed of its records.
///
/// 27 requests of Albania, each titled with what became of its tasking. `journal.jsonl` is its `audit export`, signed up to the end;
/// `shown.jsonl` is what `request list`, `tasking list` and `consent list` printed to the duty desk as JSON, one record a line. Both were
/// written by the build of commit 1df6f19 on a server whose clock stood at the times that the entries bear, with the callers of `TestSite`.
/// They are not made anew: no later version writes such a journal.
public enum BeforeElements {
    /// When the records were shown. Nothing was due between the last entry and this instant.
    public static let shownAt = "2026-12-01T02:00:12Z"

    /// One record as it was shown.
    public struct Shown: Sendable {
        /// `request`, `tasking` or `consent`.
        public var kind: String
        public var record: JSONObject

        /// The names of what differs from the record as it is shown now.
        ///
        /// - Parameter added: members that later versions show beside those of before.
        public func differences(from now: JSONObject, added: Set<String> = []) -> [String] {
            let changed = record.members.filter { now[$0.name] != $0.value }.map(\.name)
            let new = now.members.filter { record[$0.name] == nil && !added.contains($0.name) }.map(\.name)
            return changed + new
        }
    }

    /// In the order in which they were listed.
    public static func shown() throws -> [Shown] {
        try lines("shown").map { line in
            guard let member = try JSONObject(json: line).members.first, let record = member.value.objectValue else {
                throw FixtureError("a line of shown.jsonl is no record")
            }
            return Shown(kind: member.name, record: record)
        }
    }

    /// The lines of the exported journal, without line breaks.
    public static func journal() throws -> [[UInt8]] { try lines("journal") }

    /// The key that signed the journal, as its header has it.
    public static func key() throws -> VerifyingKey {
        guard let line = try journal().first, let text = try JSONObject(json: line)["publicKey"]?.stringValue else {
            throw FixtureError("journal.jsonl names no key")
        }
        return try KeyFile.verifyingKey(base64: text)
    }

    /// The entries of the journal, byte for byte as they were hashed.
    public static func entries() throws -> [JournalEntry] {
        var (entries, previous): ([JournalEntry], [UInt8]) = ([], JournalEntry.genesis)
        for line in try journal() where line.starts(with: #"{"entry":"#.utf8) {
            let object = try JSONObject(json: line)
            let text = String(decoding: line, as: UTF8.self)
            // The payload is the last member, and no escaped text holds this.
            guard let content = object["entry"]?.objectValue, let hash = object["hash"]?.stringValue.flatMap(Hexadecimal.bytes),
                let start = text.firstRange(of: #","payload":"#), let end = text.firstRange(of: #"},"hash":"#),
                let at = content["at"]?.stringValue
            else { throw FixtureError("a line of journal.jsonl is no entry") }
            entries.append(
                JournalEntry(
                    seq: Int(content["seq"]?.integerValue ?? 0), at: try Instant(at), principal: content["principal"]?.stringValue ?? "",
                    event: content["event"]?.stringValue ?? "", subject: content["subject"]?.stringValue ?? "",
                    payload: String(text[start.upperBound..<end.lowerBound]), previousHash: previous, hash: hash))
            previous = hash
        }
        return entries
    }

    private static func lines(_ name: String) throws -> [[UInt8]] {
        let path = BuiltPrograms.checkout.appendingPathComponent("Tests/CRRTTestSupport/BeforeElements/\(name).jsonl")
        return try Data(contentsOf: path).split(separator: UInt8(ascii: "\n")).map(Array.init)
    }
}
