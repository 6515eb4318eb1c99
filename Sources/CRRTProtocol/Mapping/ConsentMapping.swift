public import CRRTDomain

extension Consents.Consent {
    public init(_ consent: Consent) {
        self.init(
            tasking: consent.tasking.description, nation: consent.nation.description, kind: wire(consent.kind),
            state: wire(consent.state), conditions: consent.conditions, replyBy: consent.replyBy.description, digest: consent.digest,
            decidedAt: consent.decidedAt?.description,
            decidedBy: consent.decidedBy.map { .init(name: $0.name, uid: Int($0.uid), playedBy: $0.playedBy) }.orNil,
            reason: consent.reason)
    }
}

extension Consent {
    public init(_ wire: Consents.Consent) throws(InvalidField) {
        try self.init(
            tasking: field("tasking") { () throws(InvalidField) in try TaskingID(wire.tasking) },
            nation: field("nation") { () throws(InvalidField) in try NationCode(wire.nation) }, kind: same(wire.kind),
            state: same(wire.state), conditions: wire.conditions,
            decidedBy: fields("decidedBy", wire.decidedBy) { (principal) throws(InvalidField) in try Principal(principal) },
            decidedAt: optional("decidedAt", wire.decidedAt, Instant.init),
            replyBy: field("replyBy") { () throws(InvalidField) in try Instant(wire.replyBy) }, digest: wire.digest, reason: wire.reason)
    }
}
