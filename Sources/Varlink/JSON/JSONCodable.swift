/// A type that writes itself as one JSON value.
public protocol JSONEncodable {
    /// Writes exactly one value.
    func encode(to writer: inout JSONWriter)
}

/// A type that is read from one JSON value.
public protocol JSONDecodable {
    /// Reads exactly one value.
    ///
    /// - Throws: `JSONError` where it is another value; the reader cannot be used afterwards.
    init(from reader: inout JSONReader) throws(JSONError)
}

/// A type that reads and writes itself.
public typealias JSONCodable = JSONEncodable & JSONDecodable

extension JSONEncodable {
    /// The value as compact JSON, UTF-8.
    @inlinable
    public func jsonBytes() -> [UInt8] {
        var writer = JSONWriter()
        encode(to: &writer)
        return writer.bytes
    }

    /// The value as compact JSON.
    @inlinable
    public func jsonString() -> String {
        String(decoding: jsonBytes(), as: UTF8.self)
    }
}

extension JSONDecodable {
    /// Reads a whole document: one value, and nothing but white space around it.
    ///
    /// - Parameters:
    ///   - bytes: UTF-8.
    ///   - ignoringUnknownFields: See ``JSONReader/ignoresUnknownFields``.
    ///   - checkingLimits: See ``JSONReader/checksLimits``.
    /// - Throws: `JSONError` with the position of the first fault.
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

    /// Reads a whole document from bytes that need not be contiguous.
    ///
    /// - Throws: `JSONError` with the position of the first fault.
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
    ///
    /// - Throws: `JSONError` with the position of the first fault.
    @inlinable
    public init(json text: String) throws(JSONError) {
        self = try Self(json: text.utf8)
    }
}
