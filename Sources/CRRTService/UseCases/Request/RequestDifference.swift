import CRRTDomain
import CRRTProtocol
import Varlink

/// What an amendment changes, for the journal.
enum RequestDifference {
    /// Characters of a value that are kept; the records hold the whole.
    private static let longest = 200
    /// What follows from the life of the request rather than from the amendment.
    private static let derived: Set = ["state", "remark", "filled"]

    /// `changed`: a line for each field, `title: Help -> "More help"`; nothing where no field differs.
    static func detail(from old: Request, to new: Request) -> [String: String?] {
        let changes = FieldDifference.between(members(old), members(new), places: ["seats"]).filter { !derived.contains($0.field) }
        guard !changes.isEmpty else { return [:] }
        return ["changed": changes.map { "\($0.field): \(cut($0.old)) -> \(cut($0.new))" }.joined(separator: "\n")]
    }

    private static func members(_ request: Request) -> JSONObject { (try? JSONObject(json: Requests.Request(request).jsonBytes())) ?? [:] }

    private static func cut(_ text: String) -> String { text.count > longest ? text.prefix(longest - 1) + "…" : text }
}
