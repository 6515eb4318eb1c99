/// Why a text is not the expected value, and where.
public struct JSONError: Error, Sendable, Equatable {
    /// The kinds of fault.
    public enum Kind: Sendable, Equatable {
        /// The text is not JSON (RFC 8259), or deeper than ``JSONReader/maximumDepth``.
        case syntax
        /// A value of another type than the declared one.
        case wrongType
        /// A required member is absent.
        case missing
        /// A member that is not declared.
        case unknown
        /// A member is there twice.
        case duplicate
        /// The right type, but not an allowed value.
        case badValue
        /// The right type, but more than the field takes: ``JSONLimits``.
        case tooLarge
    }

    /// What is wrong.
    public var kind: Kind
    /// The path as people write it, such as `request.seats[0].minLevel`; empty for the whole document.
    public var path: String
    /// What is wrong, as one clause: "expected an integer, found a string".
    public var reason: String
    /// Bytes from the beginning of the text.
    public var offset: Int

    public init(kind: Kind, path: String = "", reason: String, offset: Int) {
        self.kind = kind
        self.path = path
        self.reason = reason
        self.offset = offset
    }
}

extension JSONError {
    /// The same error as seen from the object that holds the value under this name.
    public func within(_ name: String) -> JSONError {
        var error = self
        error.path = Self.step(name) + joined
        return error
    }

    /// The same error as seen from the array that holds the value at this index.
    public func within(_ index: Int) -> JSONError {
        var error = self
        error.path = "[\(index)]" + joined
        return error
    }

    private var joined: String {
        path.isEmpty || path.utf8.first == UInt8(ascii: "[") ? path : "." + path
    }

    /// A name as a step of a path: bare where it is an ordinary word, otherwise quoted in brackets, and cut where it is long.
    private static func step(_ name: String) -> String {
        let ordinary =
            !name.isEmpty
            && name.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
                case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"): true
                default: false
                }
            }
        let shown = excerpt(name)
        return ordinary ? shown : "[\(shown.jsonString())]"
    }
}

extension JSONError: CustomStringConvertible {
    public var description: String {
        path.isEmpty ? "\(reason) (at byte \(offset))" : "\(path): \(reason) (at byte \(offset))"
    }
}
