/// Puts replies on the wire: compact, nil members left out, `parameters` always there, the NUL at the end.
///
/// Peers depend on it: systemd drops a connection on `"error":null`, on `"continues":null` and on any other member.
public enum ReplyFrame {
    /// A successful reply; `parameters` is a JSON object.
    public static func append(parameters: [UInt8], continues: Bool, to out: inout [UInt8]) {
        append("{\"parameters\":", to: &out)
        out.append(contentsOf: parameters)
        append(continues ? ",\"continues\":true}\0" : "}\0", to: &out)
    }

    /// An error reply; `parameters` is a JSON object.
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
