/// A value that the domain does not accept: which field, and what is allowed there.
///
/// `field` is a path in the record's own words (`seats[0].minLevel`); `reason` is a sentence part that names what is allowed.
public struct InvalidField: Error, Sendable, Hashable {
    public var field: String
    public var reason: String

    public init(_ field: String, _ reason: String) {
        self.field = field
        self.reason = reason
    }

    /// `seats[0].skill: unknown skill 'X'`: the one way in which a field stands before its complaint. Without a field, the complaint alone.
    public var words: String { field.isEmpty ? reason : "\(field): \(reason)" }

    /// The same complaint seen from the record that holds the field.
    public func within(_ parent: String) -> InvalidField {
        if field.isEmpty { return InvalidField(parent, reason) }
        return InvalidField(field.first == "[" ? parent + field : parent + "." + field, reason)
    }
}
