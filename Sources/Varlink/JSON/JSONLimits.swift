/// How much one field may hold of what a caller sends, as the comments of its interface say (``InterfaceDescription/Limits``).
///
/// A reader looks at them only where it is told to: ``JSONReader/checksLimits``.
public struct JSONLimits: Sendable, Hashable {
    /// Elements of a list, members of a map; nil: any number.
    public var entries: Int?
    /// UTF-8 bytes of a text, escapes replaced; in a list or map of each text by itself, the names of a map included. nil: any number.
    public var bytes: Int?

    public static let none = JSONLimits()

    public init(entries: Int? = nil, bytes: Int? = nil) {
        self.entries = entries
        self.bytes = bytes
    }
}

extension JSONReader {
    /// What holds for the value that is read now: the field's limits where they are checked, else none.
    @usableFromInline
    var limitsInForce: JSONLimits { checksLimits ? limits : .none }

    /// Refuses one more entry than the limit admits.
    @usableFromInline
    func check(_ count: Int, of limits: JSONLimits) throws(JSONError) {
        guard let most = limits.entries, count >= most else { return }
        throw JSONError(kind: .tooLarge, reason: "has more than \(most) entries; send at most \(most)", offset: offset)
    }

    /// The name of the next member of a map; nil at the end.
    @usableFromInline
    mutating func nextName(_ members: inout Members, within limits: JSONLimits) throws(JSONError) -> String? {
        guard let raw = try nextRawName(&members) else { return nil }
        guard isWithin(limits, raw) else {
            let most = limits.bytes ?? 0
            throw JSONError(kind: .tooLarge, reason: "has a name of more than \(most) bytes; send at most \(most)", offset: raw.start)
        }
        return text(of: raw)
    }

    /// Refuses a text that is longer than the limit, before anything is made of it.
    func check(_ raw: RawString) throws(JSONError) {
        guard checksLimits, !isWithin(limits, raw) else { return }
        let most = limits.bytes ?? 0
        throw JSONError(kind: .tooLarge, reason: "has more than \(most) bytes; send at most \(most)", offset: raw.start)
    }

    private func isWithin(_ limits: JSONLimits, _ raw: RawString) -> Bool {
        guard let most = limits.bytes, raw.end - raw.start > most else { return true }
        // What is written in six bytes may mean one.
        return raw.escaped && (raw.end - raw.start) / 6 <= most && text(of: raw).utf8.count <= most
    }
}
