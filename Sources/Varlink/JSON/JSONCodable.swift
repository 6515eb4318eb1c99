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
    @inlinable
    public func jsonBytes() -> [UInt8] {
        var writer = JSONWriter()
        encode(to: &writer)
        return writer.bytes
    }

    /// This value as compact JSON.
    @inlinable
    public func jsonString() -> String {
        String(decoding: jsonBytes(), as: UTF8.self)
    }
}

extension JSONDecodable {
    /// Reads a whole document: one value, and nothing but white space around it. For `ignoringUnknownFields` see
    /// ``JSONReader/ignoresUnknownFields``, for `checkingLimits` ``JSONReader/checksLimits``.
    @inlinable
    public init(
        json bytes: UnsafeRawBufferPointer, ignoringUnknownFields: Bool = false, checkingLimits: Bool = false
    ) throws(JSONError) {
        var reader = JSONReader(bytes)
        reader.ignoresUnknownFields = ignoringUnknownFields
        reader.checksLimits = checkingLimits
        self = try Self(from: &reader)
        try reader.finish()
    }

    /// Reads a whole document from bytes that lie anywhere.
    @inlinable
    public init(
        json bytes: some Collection<UInt8>, ignoringUnknownFields: Bool = false, checkingLimits: Bool = false
    ) throws(JSONError) {
        let read = { (bytes: UnsafeRawBufferPointer) -> Result<Self, JSONError> in
            Result { () throws(JSONError) in
                try Self(json: bytes, ignoringUnknownFields: ignoringUnknownFields, checkingLimits: checkingLimits)
            }
        }
        let result = bytes.withContiguousStorageIfAvailable { read(UnsafeRawBufferPointer($0)) }
        self = try (result ?? Array(bytes).withUnsafeBytes(read)).get()
    }

    /// Reads a whole document.
    @inlinable
    public init(json text: String) throws(JSONError) {
        self = try Self(json: text.utf8)
    }
}
