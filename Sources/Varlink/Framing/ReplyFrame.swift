/// Writes replies as they go on the wire: compact, without nil members, always with `parameters`, and with a NUL at the end.
///
/// Peers depend on it: systemd drops a connection over `"error":null`, `"continues":null` or any other member.
public enum ReplyFrame {
    /// Appends a successful reply.
    ///
    /// - Parameters:
    ///   - parameters: A JSON object.
    ///   - continues: Whether more replies follow.
    ///   - out: The bytes to send.
    public static func append(parameters: [UInt8], continues: Bool, to out: inout [UInt8]) {
        append("{\"parameters\":", to: &out)
        out.append(contentsOf: parameters)
        append(continues ? ",\"continues\":true}\0" : "}\0", to: &out)
    }

    /// Appends an error reply.
    ///
    /// - Parameters:
    ///   - name: The full name of the error.
    ///   - parameters: A JSON object.
    ///   - out: The bytes to send.
    public static func append(error name: String, parameters: [UInt8], to out: inout [UInt8]) {
        append("{\"error\":", to: &out)
        out.append(contentsOf: name.jsonBytes())
        append(",\"parameters\":", to: &out)
        out.append(contentsOf: parameters)
        append("}\0", to: &out)
    }

    private static func append(_ text: StaticString, to out: inout [UInt8]) {
        out.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }
}
