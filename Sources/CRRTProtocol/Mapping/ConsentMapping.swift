public import CRRTDomain

extension Consents.Consent {
    /// The consent as the wire and the rows have it.
    public init(_ consent: Consent) {
        self.init(
            tasking: consent.tasking.description, nation: consent.nation.description, kind: wire(consent.kind),
            state: wire(consent.state), conditions: consent.conditions, replyBy: consent.replyBy.description, digest: consent.digest,
            decidedAt: consent.decidedAt?.description,
            decidedBy: consent.decidedBy.map { .init(name: $0.name, uid: Int($0.uid), playedBy: $0.playedBy) }.orNil,
            reason: consent.reason, signatures: consent.signatures.map(Consents.Signature.init).orNil,
            voided: consent.isVoided ? true : nil, batch: consent.terms?.batch, until: consent.until?.description,
            terms: consent.terms?.object, notWith: consent.notWith.map(\.description).orNil,
            remindedAt: consent.remindedAt?.description)
    }
}

extension Consent {
    /// Reads a consent back.
    ///
    /// - Throws: `InvalidField` with the path of the first field that the domain refuses.
    public init(_ wire: Consents.Consent) throws(InvalidField) {
        try self.init(
            tasking: field("tasking") { () throws(InvalidField) in try TaskingID(wire.tasking) },
            nation: field("nation") { () throws(InvalidField) in try NationCode(wire.nation) }, kind: same(wire.kind),
            state: same(wire.state), conditions: wire.conditions,
            decidedBy: fields("decidedBy", wire.decidedBy) { (principal) throws(InvalidField) in try Principal(principal) },
            decidedAt: optional("decidedAt", wire.decidedAt, Instant.init),
            replyBy: field("replyBy") { () throws(InvalidField) in try Instant(wire.replyBy) }, digest: wire.digest,
            terms: optional("terms", wire.terms) { (object) throws(InvalidField) in try Terms(object) },
            until: optional("until", wire.until, Instant.init), reason: wire.reason, isVoided: wire.voided ?? false,
            notWith: distinct("notWith", wire.notWith, NationCode.init).sorted(),
            signatures: (wire.signatures ?? []).map(ConsentSignature.init),
            remindedAt: optional("remindedAt", wire.remindedAt, Instant.init))
    }
}

extension Consents.Signature {
    /// The signature as the wire and the rows have it.
    public init(_ signature: ConsentSignature) {
        self.init(
            key: signature.key, publicKey: signature.publicKey, conditions: signature.conditions, signature: signature.signature)
    }
}

extension ConsentSignature {
    /// Reads a signature back.
    public init(_ wire: Consents.Signature) {
        self.init(key: wire.key, publicKey: wire.publicKey, conditions: wire.conditions, signature: wire.signature)
    }
}
