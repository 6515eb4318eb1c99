import Varlink

/// Verifies the nations' signatures under the consents of a journal, each against the terms that it is for.
public struct ConsentSignatureVerifier: Sendable {
    /// A consent, and the key that signed it.
    public struct Finding: Sendable, Hashable {
        /// The tasking's id.
        public var tasking: String
        /// The nation that agreed.
        public var nation: String
        /// `contribute`, `host` or `effect`.
        public var kind: String
        /// The first entry with this consent and key.
        public var seq: Int
        /// The id of the key that signed it; nil where it is not signed.
        public var key: String?
        /// Whether the caller supplied that key as this nation's. Otherwise only the journal says whose it is.
        public var isKnown: Bool
    }

    /// In the order of the journal.
    public private(set) var findings: [Finding] = []
    private(set) var faults: [JournalFault] = []
    private let keys: [String: [VerifyingKey]]
    private var seen: Set<[String?]> = []

    /// - Parameter keys: Known keys, by nation.
    init(keys: [String: [VerifyingKey]]) { self.keys = keys }

    /// Verifies the consents that an entry leaves granted or endorsed.
    mutating func take(_ entry: JSONObject, seq: Int) {
        for change in entry["payload"]?.objectValue?["changes"]?.arrayValue ?? [] {
            guard let consent = change.objectValue?["consent"]?.objectValue else { continue }
            if let terms = consent["terms"]?.objectValue, TermsDigest.digest(of: terms) != consent["digest"]?.stringValue {
                let nation = consent["nation"]?.stringValue ?? ""
                fail(seq, "\(nation)'s consent to \(consent["tasking"]?.stringValue ?? "") has terms that are not those of its digest")
            }
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
            let key = try? KeyEncoding.bareKey(signature["publicKey"]?.stringValue ?? ""), statement.isSigned(bytes, by: key)
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

    /// Adds a finding, once: every later entry that changes the consent has it again.
    private mutating func note(_ consent: JSONObject, _ seq: Int, key: String?, isKnown: Bool) {
        func text(_ name: String) -> String { consent[name]?.stringValue ?? "" }
        guard seen.insert([text("tasking"), text("nation"), text("kind"), text("digest"), key]).inserted else { return }
        findings.append(
            Finding(tasking: text("tasking"), nation: text("nation"), kind: text("kind"), seq: seq, key: key, isKnown: isKnown))
    }
}
