import CRRTDomain
import CRRTProtocol
import CRRTStore
import Varlink

/// What a line of an import would change, in the contract's own field names.
enum RecordDifference {
    static func lines<Record: OfferedRecord>(from existing: Record?, to record: Record, line: Int) -> [Roster.ImportIssue] {
        guard let existing else { return [.init(line: line, id: record.id.text, reason: "created")] }
        let (before, after) = (members(existing), members(record))
        let names = (after.members + before.members).map(\.name).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
        return names.filter { $0 != "revision" && before[$0] != after[$0] }.map { name in
            .init(line: line, id: record.id.text, field: name, reason: "\(text(before[name])) -> \(text(after[name]))")
        }
    }

    /// The record as the wire shows it.
    private static func members(_ record: some OfferedRecord) -> JSONObject {
        guard let object = try? JSONObject(json: record.change.jsonBytes()), case .object(let members)? = object.members.first?.value
        else { return [:] }
        return members
    }

    private static func text(_ value: JSONValue?) -> String { value?.jsonString() ?? "nothing" }
}
