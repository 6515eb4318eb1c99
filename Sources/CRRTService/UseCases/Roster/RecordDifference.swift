import CRRTDomain
import CRRTProtocol
import CRRTStore
import Varlink

/// The changes of an import's line, with the contract's field names.
enum RecordDifference {
    static func lines<Record: OfferedRecord>(from existing: Record?, to record: Record, line: Int) -> [Roster.ImportIssue] {
        guard let existing else { return [.init(line: line, id: record.id.text, reason: "created")] }
        return FieldDifference.between(members(existing), members(record)).map { change in
            .init(line: line, id: record.id.text, field: change.field, reason: "\(change.old) -> \(change.new)")
        }
    }

    /// The record as the wire shows it.
    private static func members(_ record: some OfferedRecord) -> JSONObject {
        guard let object = try? JSONObject(json: record.change.jsonBytes()), case .object(let members)? = object.members.first?.value
        else { return [:] }
        return members
    }
}
