import Varlink

/// A field that a record cannot do without.
struct RequiredField: Sendable {
    let name: String
    /// What belongs there, or how it is given.
    let what: String

    /// The failure for a record without some of the fields. It names all of them, where the check of a record stops at the first.
    ///
    /// - Parameters:
    ///   - error: What the check of the record says.
    ///   - source: The file's name; empty for options.
    /// - Returns: nil where the error is about another fault, or a field that is in none of these.
    static func failure(_ error: JSONError, _ object: JSONObject, of fields: [RequiredField], source: String) -> Failure? {
        let missing = fields.filter { object[$0.name] == nil }
        guard error.kind == .missing, missing.contains(where: { $0.name == error.path }) else { return nil }
        let lead = source.isEmpty ? "" : source + ": "
        if missing.count == 1 { return Failure(.failed, "\(lead)\(missing[0].name): is missing; \(missing[0].what)") }
        return Failure(
            .failed, lead + missing.map(\.name).joined(separator: ", ") + " are missing", details: missing.map { "\($0.name): \($0.what)" })
    }
}
