/// A value that the domain refuses: the field, and what is allowed there.
public struct InvalidField: Error, Sendable, Hashable {
    /// A path in the record's own words, such as `seats[0].minLevel`; empty where the value is not in a record.
    public var field: String
    /// A part of a sentence that names what is allowed.
    public var reason: String

    /// - Parameters:
    ///   - field: The path of the field; empty for a value that is not in a record.
    ///   - reason: A part of a sentence that names what is allowed.
    public init(_ field: String, _ reason: String) {
        self.field = field
        self.reason = reason
    }

    /// The error message: `seats[0].skill: unknown skill 'X'`. Without a field, the reason alone.
    public var words: String { field.isEmpty ? reason : "\(field): \(reason)" }

    /// The same error with a path that begins at the parent of the field.
    public func within(_ parent: String) -> InvalidField {
        if field.isEmpty { return InvalidField(parent, reason) }
        return InvalidField(field.first == "[" ? parent + field : parent + "." + field, reason)
    }
}
