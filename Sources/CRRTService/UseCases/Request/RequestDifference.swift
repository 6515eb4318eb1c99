import CRRTDomain
import CRRTProtocol
import Varlink

/// The changes of an amendment, for the journal.
enum RequestDifference {
    /// The most characters of a value. The records have the whole value.
    private static let longest = 200
    /// Fields that follow from the life cycle rather than from the amendment.
    private static let derived: Set = ["state", "remark", "filled", "referrals", "filedPrecedence"]

    /// The same for every amendment, because the names of the fields would reveal something of the old record.
    private static let withheld = "what changed is withheld: the label was lowered or the release widened"

    /// `changed`: a line for each field, `title: Help -> "More help"`; nothing where no field differs.
    ///
    /// The entry is as secret as the new record, for good. So it has the old values only if all readers of the new record could read the
    /// old one.
    static func detail(from old: Request, to new: Request, _ catalogue: Catalogue) throws -> [String: String?] {
        detail(members(old), members(new), isAsSecret: try new.isAsSecret(as: old, catalogue))
    }

    /// The same for any two versions of a record.
    static func detail(_ old: JSONObject, _ new: JSONObject, isAsSecret: Bool) -> [String: String?] {
        guard isAsSecret else { return ["changed": withheld] }
        let changes = FieldDifference.between(old, new, indexed: ["seats"]).filter { !derived.contains($0.field) }
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
