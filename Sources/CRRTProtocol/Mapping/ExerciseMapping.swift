public import CRRTDomain

extension Exercise.Message {
    /// The message as the wire and the rows have it.
    public init(_ message: ExerciseMessage) {
        self.init(
            id: message.id.description, kind: wire(message.id.kind), state: wire(message.state), text: message.text,
            classification: wire(message.classification), to: message.to.map(\.description), request: message.request?.description,
            at: message.at?.description, by: .init(message.by), addedAt: message.addedAt.description,
            releasedAt: message.releasedAt?.description, endedBy: message.endedBy.map { .init($0) },
            endedAt: message.endedAt?.description)
    }
}

extension ExerciseMessage {
    /// Reads a stored message back.
    ///
    /// - Throws: `InvalidField` with the path of the first field that the domain refuses.
    public init(_ wire: Exercise.Message) throws(InvalidField) {
        guard let by = wire.by else { throw InvalidField("by", "is missing") }
        try self.init(
            field("id") { () throws(InvalidField) in try ExerciseMessageID(wire.id) }, text: wire.text,
            classification: same(wire.classification), to: fields("to", wire.to, Reader.init),
            request: optional("request", wire.request, RequestID.init), at: optional("at", wire.at, Instant.init),
            by: field("by") { () throws(InvalidField) in try Principal(by) },
            addedAt: field("addedAt") { () throws(InvalidField) in try Instant(wire.addedAt) })
        state = try same(wire.state)
        releasedAt = try optional("releasedAt", wire.releasedAt, Instant.init)
        endedBy = try optional("endedBy", wire.endedBy) { (value) throws(InvalidField) in try Principal(value) }
        endedAt = try optional("endedAt", wire.endedAt, Instant.init)
    }
}

extension Exercise.Principal {
    init(_ principal: Principal) {
        self.init(name: principal.name, uid: Int(principal.uid), playedBy: principal.playedBy)
    }
}

private func wire(_ value: ExerciseMessage.Kind) -> Exercise.Message.Kind {
    switch value {
    case .inject: .inject
    case .noDuff: .noDuff
    }
}

private func wire(_ value: ExerciseMessage.State) -> Exercise.Message.State {
    switch value {
    case .planned: .planned
    case .released: .released
    case .cancelled: .cancelled
    case .standing: .standing
    case .cleared: .cleared
    }
}

private func wire(_ value: Classification) -> Exercise.Message.Classification {
    switch value {
    case .unclassified: .NU
    case .restricted: .NR
    case .confidential: .NC
    case .secret: .NS
    case .topSecret: .CTS
    }
}
