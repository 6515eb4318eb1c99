/// Why a configuration cannot be used, and where to look: `/etc/crrtd/policy.yaml:3:1: unknown key 'wieghts'; nearest: weights`.
public struct ConfigurationError: Error, Sendable, Hashable {
    /// The file or folder, as it was named or found.
    public let file: String
    /// From 1; nil where the whole file is meant.
    public let line: Int?
    /// From 1, in Unicode scalars; nil where the whole line is meant.
    public let column: Int?
    /// What is wrong and what is allowed.
    public let reason: String

    public init(file: String, line: Int? = nil, column: Int? = nil, reason: String) {
        self.file = file
        self.line = line
        self.column = column
        self.reason = reason
    }
}

extension ConfigurationError: CustomStringConvertible {
    public var description: String {
        ([file] + [line, column].compactMap { $0.map(String.init) }).joined(separator: ":") + ": " + reason
    }
}
