import CRRTDomain
import CRRTProtocol
import CRRTStore
import Varlink

/// What a line of an import would change, in the contract's own field names.
enum RecordDifference {
    static func lines<Record: OfferedRecord>(from existing: Record?, to record: Record, line: Int) -> [Roster.ImportIssue] {
        guard let existing else { return [.init(line: line, id: record.id.text, reason: "created")] }
        return changes("", .object(members(existing)), .object(members(record))).map { change in
            .init(line: line, id: record.id.text, field: change.field, reason: "\(change.old) -> \(change.new)")
        }
    }

    /// Field by field, down to the last name: `skills.GX-SKL-001`, `offer.validUntil`. A list is one field.
    private static func changes(_ path: String, _ old: JSONValue?, _ new: JSONValue?) -> [(field: String, old: String, new: String)] {
        if old == new || path == "revision" { return [] }
        guard old?.objectValue != nil || new?.objectValue != nil else { return [(path, words(old), words(new))] }
        let (before, after) = (old?.objectValue ?? [:], new?.objectValue ?? [:])
        let names = after.members.map(\.name) + before.members.map(\.name).filter { after[$0] == nil }
        return names.flatMap { changes(path.isEmpty ? $0 : path + "." + $0, before[$0], after[$0]) }
    }

    /// The record as the wire shows it.
    private static func members(_ record: some OfferedRecord) -> JSONObject {
        guard let object = try? JSONObject(json: record.change.jsonBytes()), case .object(let members)? = object.members.first?.value
        else { return [:] }
        return members
    }

    /// A word or number as it is, what has spaces in quotes, a list of words with commas.
    private static func words(_ value: JSONValue?) -> String {
        switch value {
        case nil: return "nothing"
        case .string(let text)? where !text.isEmpty && !text.contains { $0.isWhitespace || $0 == "," || $0 == "\"" }: return text
        case .array(let elements)? where elements.allSatisfy { $0.stringValue != nil }: return elements.map(words).joined(separator: ", ")
        case let value?: return value.jsonString()
        }
    }
}
