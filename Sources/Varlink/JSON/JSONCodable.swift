/// Can write itself as one JSON value.
public protocol JSONEncodable {
    func encode(to writer: inout JSONWriter)
}

/// Can be read from one JSON value.
public protocol JSONDecodable {
    init(from reader: inout JSONReader) throws(JSONError)
}

public typealias JSONCodable = JSONEncodable & JSONDecodable

extension JSONEncodable {
    /// This value as compact JSON, UTF-8.
    public func jsonBytes() -> [UInt8] {
        var writer = JSONWriter()
        encode(to: &writer)
        return writer.bytes
    }

    /// This value as compact JSON.
    public func jsonString() -> String {
        String(decoding: jsonBytes(), as: UTF8.self)
    }
}

extension JSONDecodable {
    /// Reads a whole document: one value, and nothing but white space around it. For `ignoringUnknownFields` see
    /// ``JSONReader/ignoresUnknownFields``.
    public init(json bytes: some Collection<UInt8>, ignoringUnknownFields: Bool = false) throws(JSONError) {
        let result =
            bytes.withContiguousStorageIfAvailable { Self.document(UnsafeRawBufferPointer($0), ignoringUnknownFields) }
            ?? Array(bytes).withUnsafeBytes { Self.document($0, ignoringUnknownFields) }
        self = try result.get()
    }

    /// Reads a whole document: one value, and nothing but white space around it.
    public init(json text: String) throws(JSONError) {
        var text = text
        self = try text.withUTF8 { Self.document(UnsafeRawBufferPointer($0), false) }.get()
    }

    private static func document(_ bytes: UnsafeRawBufferPointer, _ ignoringUnknownFields: Bool) -> Result<Self, JSONError> {
        Result { () throws(JSONError) in
            var reader = JSONReader(bytes)
            reader.ignoresUnknownFields = ignoringUnknownFields
            let value = try Self(from: &reader)
            try reader.finish()
            return value
        }
    }
}
