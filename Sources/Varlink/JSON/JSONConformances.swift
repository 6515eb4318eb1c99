extension String: JSONEncodable, JSONDecodable {
    public func encode(to writer: inout JSONWriter) { writer.string(self) }
    public init(from reader: inout JSONReader) throws(JSONError) { self = try reader.string() }
}

extension Bool: JSONEncodable, JSONDecodable {
    public func encode(to writer: inout JSONWriter) { writer.bool(self) }
    public init(from reader: inout JSONReader) throws(JSONError) { self = try reader.bool() }
}

extension Int64: JSONEncodable, JSONDecodable {
    public func encode(to writer: inout JSONWriter) { writer.integer(self) }
    public init(from reader: inout JSONReader) throws(JSONError) { self = try reader.integer() }
}

extension Int: JSONEncodable, JSONDecodable {
    public func encode(to writer: inout JSONWriter) { writer.integer(Int64(self)) }

    public init(from reader: inout JSONReader) throws(JSONError) {
        let start = reader.offset
        guard let value = Int(exactly: try reader.integer()) else {
            throw JSONError(kind: .badValue, reason: "does not fit this machine's integers", offset: start)
        }
        self = value
    }
}

extension Double: JSONEncodable, JSONDecodable {
    public func encode(to writer: inout JSONWriter) { writer.number(self) }
    public init(from reader: inout JSONReader) throws(JSONError) { self = try reader.number() }
}

extension JSONValue: JSONEncodable, JSONDecodable {
    public func encode(to writer: inout JSONWriter) {
        switch self {
        case .null: writer.null()
        case .bool(let value): writer.bool(value)
        case .integer(let value): writer.integer(value)
        case .number(let value): writer.number(value)
        case .string(let value): writer.string(value)
        case .array(let value): value.encode(to: &writer)
        case .object(let value): value.encode(to: &writer)
        }
    }

    public init(from reader: inout JSONReader) throws(JSONError) {
        switch try reader.nextKind() {
        case .null:
            _ = try reader.null()
            self = .null
        case .bool: self = .bool(try reader.bool())
        case .number: self = try reader.integerOrNumber()
        case .string: self = .string(try reader.string())
        case .array: self = .array(try [JSONValue](from: &reader))
        case .object: self = .object(try JSONObject(from: &reader))
        }
    }
}

extension JSONObject: JSONEncodable, JSONDecodable {
    public func encode(to writer: inout JSONWriter) {
        writer.beginObject()
        for member in members {
            writer.key(member.name)
            member.value.encode(to: &writer)
        }
        writer.endObject()
    }

    public init(from reader: inout JSONReader) throws(JSONError) {
        self.init()
        var names = JSONNames()
        var cursor = try reader.beginObject()
        while let name = try reader.nextName(&cursor) {
            guard names.insert(name, after: members) else { throw JSONReader.duplicate(name, at: reader.offset) }
            do throws(JSONError) {
                members.append(Member(name: name, value: try JSONValue(from: &reader)))
            } catch {
                throw error.within(name)
            }
        }
    }
}

/// The names of an object that is being read. They are compared while they are few, and hashed once a hostile object would make that slow.
private struct JSONNames {
    private var hashed: Set<String> = []

    /// Whether the name is new.
    mutating func insert(_ name: String, after members: [JSONObject.Member]) -> Bool {
        if members.count < 16 { return !members.contains { $0.name == name } }
        if hashed.isEmpty { hashed.formUnion(members.map(\.name)) }
        return hashed.insert(name).inserted
    }
}

extension Array: JSONEncodable where Element: JSONEncodable {
    @inlinable
    public func encode(to writer: inout JSONWriter) {
        writer.beginArray()
        for element in self { element.encode(to: &writer) }
        writer.endArray()
    }
}

extension Array: JSONDecodable where Element: JSONDecodable {
    @inlinable
    public init(from reader: inout JSONReader) throws(JSONError) {
        self.init()
        let limits = reader.limitsInForce
        var cursor = try reader.beginArray()
        while try reader.nextElement(&cursor) {
            try reader.check(count, of: limits)
            do throws(JSONError) {
                append(try Element(from: &reader))
            } catch {
                throw error.within(count)
            }
        }
    }
}

/// Written sorted by name, so that equal dictionaries are equal texts.
extension Dictionary: JSONEncodable where Key == String, Value: JSONEncodable {
    @inlinable
    public func encode(to writer: inout JSONWriter) {
        writer.beginObject()
        for (name, value) in sorted(by: { $0.key < $1.key }) {
            writer.key(name)
            value.encode(to: &writer)
        }
        writer.endObject()
    }
}

extension Dictionary: JSONDecodable where Key == String, Value: JSONDecodable {
    @inlinable
    public init(from reader: inout JSONReader) throws(JSONError) {
        self.init()
        let limits = reader.limitsInForce
        var cursor = try reader.beginObject()
        while let name = try reader.nextName(&cursor, within: limits) {
            try reader.check(count, of: limits)
            if isEmpty { self = Dictionary(minimumCapacity: 6) }
            let value: Value
            do throws(JSONError) {
                value = try Value(from: &reader)
            } catch {
                throw error.within(name)
            }
            guard updateValue(value, forKey: name) == nil else { throw JSONReader.duplicate(name, at: reader.offset) }
        }
    }
}

/// nil is `null`. Members of an object are left out instead (``JSONWriter/member(_:_:)``); this is for elements of containers.
extension Optional: JSONEncodable where Wrapped: JSONEncodable {
    @inlinable
    public func encode(to writer: inout JSONWriter) {
        switch self {
        case nil: writer.null()
        case let value?: value.encode(to: &writer)
        }
    }
}

extension Optional: JSONDecodable where Wrapped: JSONDecodable {
    @inlinable
    public init(from reader: inout JSONReader) throws(JSONError) {
        self = try reader.null() ? nil : try Wrapped(from: &reader)
    }
}

extension JSONEncodable where Self: RawRepresentable, RawValue == String {
    @inlinable
    public func encode(to writer: inout JSONWriter) { writer.string(rawValue) }
}

/// An enumeration is a string. Any other string than its words is refused, with the list of them.
extension JSONDecodable where Self: RawRepresentable & CaseIterable, RawValue == String {
    @inlinable
    public init(from reader: inout JSONReader) throws(JSONError) {
        let start = reader.offset
        guard let value = Self(rawValue: try reader.string()) else {
            let allowed = Self.allCases.map(\.rawValue).joined(separator: ", ")
            throw JSONError(kind: .badValue, reason: "expected one of \(allowed)", offset: start)
        }
        self = value
    }
}
