import CRRTDomain
import CRRTProtocol
import Varlink

/// What an amendment changes, for the journal.
enum RequestDifference {
    /// Characters of a value that are kept; the records hold the whole.
    private static let longest = 200
    /// What follows from the life of the request rather than from the amendment.
    private static let derived: Set = ["state", "remark", "filled"]

    /// The same for every amendment: which fields differ says something of the old record too.
    private static let withheld = "what changed is withheld: the label was lowered or the release widened"

    /// `changed`: a line for each field, `title: Help -> "More help"`; nothing where no field differs.
    ///
    /// The entry is as secret as the new record, and stays as it is written. So the old values stand in it only where all who may read the
    /// new record might read the old one.
    static func detail(from old: Request, to new: Request, _ catalogue: Catalogue) throws -> [String: String?] {
        guard try new.isAsSecret(as: old, catalogue) else { return ["changed": withheld] }
        let changes = FieldDifference.between(members(old), members(new), places: ["seats"]).filter { !derived.contains($0.field) }
        guard !changes.isEmpty else { return [:] }
        return ["changed": changes.map { "\($0.field): \(cut($0.old)) -> \(cut($0.new))" }.joined(separator: "\n")]
    }

    private static func members(_ request: Request) -> JSONObject { (try? JSONObject(json: Requests.Request(request).jsonBytes())) ?? [:] }

    private static func cut(_ text: String) -> String { text.count > longest ? text.prefix(longest - 1) + "…" : text }
}

extension Request {
    /// Whether the label is at least as strict as another's: no lower classification, and no nation that the other is not released to.
    ///
    /// - Throws: `InvalidField` where the request itself is released to a nation or group that the site does not know.
    func isAsSecret(as other: Request, _ catalogue: Catalogue) throws -> Bool {
        try classification >= other.classification && catalogue.nations(in: releasableTo).isSubset(of: other.readers(catalogue))
    }

    /// The nations that the request is released to. A nation or group that the site no longer knows may read nothing.
    func readers(_ catalogue: Catalogue) -> Set<NationCode> {
        Set(releasableTo.flatMap { (try? catalogue.nations(in: [$0])) ?? [] })
    }
}
