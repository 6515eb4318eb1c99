/// The head of a call, read from one message: `(method: string, parameters: ?object, oneway: ?bool, more: ?bool, upgrade: ?bool)`.
///
/// The whole message is checked here, its parameters included. So input for which a peer must be cut off never reaches a handler.
public struct CallMessage: Sendable, Equatable {
    /// What the peer asked for instead of one reply; at most one of them.
    public enum Flag: Sendable, Equatable {
        /// Any number of replies.
        case more
        /// No reply.
        case oneway
        /// Another protocol on the same connection. It is always refused.
        case upgrade
    }

    /// The full name, such as `org.varlink.service.GetInfo`. It is not checked yet, so it can be any text.
    public var method: String
    /// The range of the parameters object in the message; nil where they are absent or null, which means `{}`.
    public var parameters: Range<Int>?
    /// nil for a call with one reply.
    public var flag: Flag?

    /// The most bytes of a method's name as it is written. All names of interfaces and methods are shorter.
    static let longestMethod = 255

    private static let fields = JSONFields(["method", "parameters", "more", "oneway", "upgrade"])

    /// Reads a message without its NUL.
    ///
    /// - Throws: `CloseReason` where the connection must be closed over it.
    public init(parsing message: UnsafeRawBufferPointer) throws(CloseReason) {
        var reader = JSONReader(message)
        var call = CallMembers()
        do {
            guard try reader.nextKind() == .object else { throw CloseReason.notAnObject }
            var members = try reader.beginObject()
            while let field = try reader.nextFieldOrOther(&members, of: Self.fields) {
                try call.read(field, &reader)
            }
            try reader.finish()
        } catch let error as JSONError {
            throw CloseReason(error)
        } catch let error as CloseReason {
            throw error
        } catch {
            throw .notJSON(reason: "\(error)", offset: reader.offset)
        }
        guard let method = call.method else { throw .noMethod }
        self.method = method
        parameters = call.parameters
        flag = call.flag
    }
}

/// The members of a call that were read so far.
private struct CallMembers {
    var method: String?
    var parameters: Range<Int>?
    var flag: CallMessage.Flag?
    private var names = DuplicateNameCheck()
    private var vendors: Set<[UInt8]> = []

    mutating func read(_ field: JSONReader.Field, _ reader: inout JSONReader) throws {
        switch field {
        case .known(0): try readMethod(&reader)
        case .known(1): try readParameters(&reader)
        case .known(2): try readFlag(.more, "more", &reader)
        case .known(3): try readFlag(.oneway, "oneway", &reader)
        case .known: try readFlag(.upgrade, "upgrade", &reader)
        case .other(let name): try readVendor(name, &reader)
        }
    }

    private mutating func readMethod(_ reader: inout JSONReader) throws {
        switch try reader.nextKind() {
        case .string:
            let raw = try reader.scanString()
            let most = CallMessage.longestMethod
            guard raw.end - raw.start <= most else { throw CloseReason.methodTooLong(limit: most) }
            method = reader.text(of: raw)
        case .null: _ = try reader.null()
        default: throw CloseReason.methodNotAString
        }
    }

    private mutating func readParameters(_ reader: inout JSONReader) throws {
        switch try reader.nextKind() {
        case .object:
            let start = reader.offset
            try names.check(&reader)
            parameters = start..<reader.offset
        case .null: _ = try reader.null()
        default: throw CloseReason.parametersNotAnObject
        }
    }

    private mutating func readFlag(_ meaning: CallMessage.Flag, _ name: String, _ reader: inout JSONReader) throws {
        guard try reader.nextKind() == .bool else { throw CloseReason.flagNotBoolean(name) }
        guard try reader.bool() else { return }
        guard flag == nil else { throw CloseReason.twoFlags }
        flag = meaning
    }

    /// A name with a dot is a vendor's extension and is ignored. Any other is a part of the protocol that is not known here.
    private mutating func readVendor(_ name: String, _ reader: inout JSONReader) throws {
        guard name.utf8.contains(UInt8(ascii: ".")) else { throw CloseReason.unknownMember(name) }
        guard vendors.count < DuplicateNameCheck.most else { throw DuplicateNameCheck.tooMany(at: reader.offset) }
        guard vendors.insert(Array(name.utf8)).inserted else { throw CloseReason.duplicateName(name) }
        try names.check(&reader)
    }
}

extension CloseReason {
    fileprivate init(_ error: JSONError) {
        self =
            switch error.kind {
            case .duplicate: .duplicateName(error.path)
            case .tooLarge: .tooManyNames(limit: DuplicateNameCheck.most)
            default: .notJSON(reason: error.reason, offset: error.offset)
            }
    }
}
