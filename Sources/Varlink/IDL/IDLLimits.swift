extension InterfaceDescription {
    /// How much a caller may send in a field, as its comment states: `At most 40 entries.`, `At most 200 bytes.`
    ///
    /// Entries are the elements of a list or the members of a map. Bytes are those of a text in UTF-8; in a list or map, of each text,
    /// names of the map included. A field whose comment states nothing has the limits that the comment above `interface` states.
    /// Enumerations need none, because any other word is refused.
    public struct FieldLimits: Sendable, Hashable {
        /// The most elements of a list or members of a map; nil for no limit.
        public var entries: Int?
        /// The most bytes of a text; nil for no limit.
        public var bytes: Int?

        /// No limits.
        public static let none = FieldLimits()

        public init(entries: Int? = nil, bytes: Int? = nil) {
            self.entries = entries
            self.bytes = bytes
        }

        /// Reads the limits that comments state.
        ///
        /// - Throws: ``Fault`` where a limit is stated twice, or in another unit.
        public init(stated comments: [String]) throws(Fault) {
            self.init()
            let words = comments.flatMap { $0.split(separator: " ") }
            for index in words.indices.dropLast(3) where words[index].lowercased() == "at" && words[index + 1] == "most" {
                guard let most = Int(words[index + 2]) else { continue }
                let unit = words[index + 3].prefix { $0.isLetter }
                switch unit {
                case "entries" where entries == nil: entries = most
                case "bytes" where bytes == nil: bytes = most
                case "entries", "bytes": throw Fault(reason: "a limit of \(unit) is stated twice")
                default: throw Fault(reason: "at most \(most) \(unit): a limit is in bytes or in entries")
                }
            }
        }

        /// Why a comment states no limit that can be checked.
        public struct Fault: Error, Sendable, Hashable {
            /// What is wrong, as one clause.
            public var reason: String
        }
    }

    /// The limits of a field that callers send.
    ///
    /// - Parameters:
    ///   - field: The field.
    ///   - defaults: The limits of a field whose comment states none: ``defaultLimits()``.
    /// - Throws: `FieldLimits.Fault` where the comment limits something that the field cannot hold.
    public static func limits(of field: Field, defaults: FieldLimits) throws(FieldLimits.Fault) -> FieldLimits {
        let stated = try FieldLimits(stated: field.documentation)
        let (isMany, isText) = (isMany(field.type), isText(field.type))
        guard isMany || stated.entries == nil else { throw .init(reason: "\(field.name): entries of what is neither list nor map") }
        guard isText || stated.bytes == nil else { throw .init(reason: "\(field.name): bytes of what is no text") }
        return FieldLimits(
            entries: isMany ? stated.entries ?? defaults.entries : nil, bytes: isText ? stated.bytes ?? defaults.bytes : nil)
    }

    /// The limits that the comment above `interface` states for all fields.
    ///
    /// - Throws: `FieldLimits.Fault` where they cannot be read.
    public func defaultLimits() throws(FieldLimits.Fault) -> FieldLimits { try FieldLimits(stated: documentation) }

    /// The named types whose values callers send.
    public var sentTypes: Set<String> {
        var bodies: [String: FieldType] = [:]
        for case .type(let type) in members { bodies[type.name] = type.body }
        var (sent, open): (Set<String>, [String]) = ([], [])
        for case .method(let method) in members { open += Self.names(in: .structure(method.parameters)) }
        while let name = open.popLast() {
            if sent.insert(name).inserted, let body = bodies[name] { open += Self.names(in: body) }
        }
        return sent
    }

    /// The fields in which a caller may send any amount, by path: lists, maps and texts without a limit, and `object` and `any`, which
    /// cannot have one.
    ///
    /// - Throws: `FieldLimits.Fault` where a limit cannot be read.
    public func unlimitedFields() throws(FieldLimits.Fault) -> [String] {
        let (defaults, sent) = (try defaultLimits(), sentTypes)
        var paths: [String] = []
        for member in members {
            switch member {
            case .type(let type) where sent.contains(type.name):
                paths += try Self.unlimited(type.body, at: type.name, defaults)
            case .method(let method): paths += try Self.unlimited(.structure(method.parameters), at: method.name, defaults)
            case .type, .error: break
            }
        }
        return paths
    }
}

// MARK: - What a type holds

extension InterfaceDescription {
    private static func unlimited(_ body: FieldType, at path: String, _ defaults: FieldLimits) throws(FieldLimits.Fault) -> [String] {
        guard case .structure(let fields) = body else { return [] }
        var paths: [String] = []
        for field in fields {
            let (limits, here) = (try limits(of: field, defaults: defaults), "\(path) \(field.name)")
            let misses = isMany(field.type) && limits.entries == nil || isText(field.type) && limits.bytes == nil
            if misses || isAnything(field.type) { paths.append(here) }
            paths += try unlimited(innermost(field.type), at: here, defaults)
        }
        return paths
    }

    private static func isMany(_ type: FieldType) -> Bool {
        switch type {
        case .optional(let inner): isMany(inner)
        case .array, .dictionary: true
        default: false
        }
    }

    private static func isText(_ type: FieldType) -> Bool {
        switch type {
        case .string, .dictionary: true
        case .optional(let inner), .array(let inner): isText(inner)
        default: false
        }
    }

    private static func isAnything(_ type: FieldType) -> Bool {
        switch innermost(type) {
        case .object, .any: true
        default: false
        }
    }

    private static func innermost(_ type: FieldType) -> FieldType {
        switch type {
        case .optional(let inner), .array(let inner), .dictionary(let inner): innermost(inner)
        default: type
        }
    }

    private static func names(in type: FieldType) -> [String] {
        switch innermost(type) {
        case .named(let name): [name]
        case .structure(let fields): fields.flatMap { names(in: $0.type) }
        default: []
        }
    }
}
