/// How much a field may hold of what a caller sends, as its interface states (``InterfaceDescription/FieldLimits``).
///
/// A reader checks them only where it is told to: ``JSONReader/checksLimits``.
public struct JSONLimits: Sendable, Hashable {
    /// The most elements of a list or members of a map; nil for no limit.
    public var entries: Int?
    /// The most UTF-8 bytes of a text once escapes are replaced; in a list or map, of each text, names of the map included. nil for no
    /// limit.
    public var bytes: Int?

    /// No limits.
    public static let none = JSONLimits()

    public init(entries: Int? = nil, bytes: Int? = nil) {
        self.entries = entries
        self.bytes = bytes
    }
}

extension JSONReader {
    /// The limits of the value that is read now: the field's where limits are checked, otherwise none.
    @usableFromInline
    var limitsInForce: JSONLimits { checksLimits ? limits : .none }

    /// Refuses an entry beyond the limit.
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

    /// Refuses a text that is longer than the limit, before it is copied.
    func check(_ raw: RawString) throws(JSONError) {
        guard checksLimits, !isWithin(limits, raw) else { return }
        let most = limits.bytes ?? 0
        throw JSONError(kind: .tooLarge, reason: "has more than \(most) bytes; send at most \(most)", offset: raw.start)
    }

    private func isWithin(_ limits: JSONLimits, _ raw: RawString) -> Bool {
        guard let most = limits.bytes, raw.end - raw.start > most else { return true }
        // An escape of six bytes may stand for one.
        return raw.escaped && (raw.end - raw.start) / 6 <= most && text(of: raw).utf8.count <= most
    }
}
