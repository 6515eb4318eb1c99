import CRRTDomain
import CRRTProtocol

/// What a check of the journal has found, as fields.
enum VerdictText {
    /// The daemon's answer.
    static func fields(_ reply: Journal.Verify.Reply) -> [Block.Field] {
        [
            .init("entries", "\(reply.entries)"), .init("head", "\(reply.entries):\(reply.head)"),
            .init("journal", reply.intact || reply.rows != nil ? "intact" : "BROKEN"), .init("rows", reply.rows.map { _ in "DIFFERENT" }),
            .init("signed", signed(reply)),
            .init("unchecked", reply.unchecked.flatMap { $0 == 0 ? nil : "\(checkpoints($0)) by keys that this daemon does not have" }),
        ]
    }

    private static func signed(_ reply: Journal.Verify.Reply) -> String {
        guard let key = reply.key else { return "no: the daemon has no signing key (crrtd --new-signing-key)" }
        guard let last = reply.signed, let at = reply.signedAt else {
            return (reply.intact ? "not yet, by key " : "nothing before the fault, by key ") + key
        }
        return "up to entry \(last) at \(at) by key \(key) (\(checkpoints(reply.checkpoints ?? 0)))"
            + rest(after: last, of: reply.entries)
    }

    static func checkpoints(_ count: Int) -> String { counted(count, "checkpoint", "checkpoints") }

    static func rest(after last: Int, of entries: Int) -> String {
        last < entries ? "; the next checkpoint covers \(last + 1) to \(entries)" : ""
    }

    static func broken(_ seq: Int?) -> String { seq.map { "from entry \($0) on" } ?? "no entry is named" }
}
