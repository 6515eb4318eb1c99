/// A reply as the wire has it: `{"parameters": {…}, "continues": true}` or `{"error": "…", "parameters": {…}}`.
struct ReplyMessage {
    /// The text of the parameters; `{}` where there are none.
    var parameters = Array("{}".utf8)
    var continues = false
    var error: String?

    private static let fields = JSONFields(["parameters", "continues", "error"])

    init(_ message: UnsafeRawBufferPointer) throws(JSONError) {
        var reader = JSONReader(message)
        reader.ignoresUnknownFields = true
        var members = try reader.beginObject()
        while let field = try reader.nextField(&members, of: Self.fields) {
            if try reader.null() { continue }
            switch field {
            case 0: parameters = Array(try Self.object(&reader))
            case 1: continues = try reader.bool()
            default: error = try reader.string()
            }
        }
        try reader.finish()
    }

    private static func object(_ reader: inout JSONReader) throws(JSONError) -> UnsafeRawBufferPointer {
        guard try reader.nextKind() == .object else {
            throw JSONError(kind: .wrongType, path: "parameters", reason: "expected an object", offset: reader.offset)
        }
        return try reader.skip()
    }
}
