import Varlink

/// The signatures of nations that stand in consents of a journal, each held against the terms that it is for.
public struct ConsentProofs: Sendable {
    /// One nation's word, and who vouches for it.
    public struct Finding: Sendable, Hashable {
        public var tasking: String
        public var nation: String
        public var kind: String
        /// The entry that it first stands in.
        public var seq: Int
        /// The id of the key that signed it; nil: it is not signed.
        public var key: String?
        /// Whether that key was given as this nation's. If not, the journal alone says whose it is.
        public var isKnown: Bool
    }

    /// In the order of the journal.
    public private(set) var findings: [Finding] = []
    private(set) var faults: [JournalFault] = []
    private let keys: [String: [VerifyingKey]]
    private var seen: Set<[String?]> = []

    /// - Parameter keys: by nation.
    init(keys: [String: [VerifyingKey]]) { self.keys = keys }

    /// Looks at the consents that an entry leaves granted or endorsed.
    mutating func take(_ entry: JSONObject, seq: Int) {
        for change in entry["payload"]?.objectValue?["changes"]?.arrayValue ?? [] {
            guard let consent = change.objectValue?["consent"]?.objectValue else { continue }
            let signatures = consent["signatures"]?.arrayValue?.compactMap(\.objectValue) ?? []
            for signature in signatures { take(signature, of: consent, seq) }
            if signatures.isEmpty, consent["state"]?.stringValue == "granted" { note(consent, seq, key: nil, isKnown: false) }
        }
    }

    private mutating func take(_ signature: JSONObject, of consent: JSONObject, _ seq: Int) {
        func text(_ name: String) -> String { consent[name]?.stringValue ?? "" }
        let nation = text("nation")
        let statement = ConsentStatement(
            tasking: text("tasking"), nation: nation, kind: text("kind"), digest: text("digest"),
            conditions: signature["conditions"]?.stringValue)
        guard let bytes = Base64.bytes(signature["signature"]?.stringValue ?? ""),
            let key = try? KeyText.bareKey(signature["publicKey"]?.stringValue ?? ""), statement.isSigned(bytes, by: key)
        else {
            return fail(
                seq, "\(nation)'s consent to \(statement.tasking) (\(statement.kind)) bears a signature that is not for these terms")
        }
        let known = keys[nation]
        guard known?.contains(key) != false else {
            return fail(
                seq,
                "\(nation)'s consent to \(statement.tasking) (\(statement.kind)) is signed with key \(key.id), which is not \(nation)'s")
        }
        note(consent, seq, key: key.id, isKnown: known != nil)
    }

    private mutating func fail(_ seq: Int, _ text: String) { faults.append(.init(seq: seq, text: "entry \(seq): \(text)")) }

    /// A consent stands in every entry that moves it; it is told once.
    private mutating func note(_ consent: JSONObject, _ seq: Int, key: String?, isKnown: Bool) {
        func text(_ name: String) -> String { consent[name]?.stringValue ?? "" }
        guard seen.insert([text("tasking"), text("nation"), text("kind"), text("digest"), key]).inserted else { return }
        findings.append(
            Finding(tasking: text("tasking"), nation: text("nation"), kind: text("kind"), seq: seq, key: key, isKnown: isKnown))
    }
}
