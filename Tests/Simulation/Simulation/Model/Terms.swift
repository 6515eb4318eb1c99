import CRRTDomain

/// What a nation agrees to, told by the records themselves: independent of the terms that the daemon writes into the consent.
struct Terms: Sendable, Hashable {
    /// An element with its time, whatever its state.
    struct Part: Sendable, Hashable {
        let subject: Element.Subject
        let batch: Int
        let period: Period

        init(_ element: Element) { (subject, batch, period) = (element.subject, element.batch, element.period) }
    }

    let request: Request
    private(set) var parts: Set<Part>
    let effects: [EffectID: Effect]

    /// - Parameters:
    ///   - consent: Whose terms they are.
    ///   - tasking: As it was when the consent was given.
    init?(_ consent: Consent, in tasking: Tasking, _ model: Model) {
        guard let request = Terms.purpose(tasking, model) else { return nil }
        self.request = request
        let own = tasking.elements.filter { consent.kind == .host || $0.nation == consent.nation }
        // A longer time and a stricter label are put to those who serve.
        let isOfServing = consent.until != nil || consent.isRenewal
        var elements = own.filter { isOfServing ? $0.state.isForward && $0.wasOrdered : $0.batch == consent.batch }
        if let until = consent.until {
            for index in elements.indices {
                guard let longer = try? Period(start: elements[index].period.start, end: until) else { continue }
                elements[index].period = longer
            }
        }
        parts = Set(elements.map(Part.init))
        effects = Terms.effects(of: elements, model)
    }

    /// Without people who came after the question was asked: an answer is about those whom it named.
    func limited(to question: Terms) -> Terms {
        var limited = self
        limited.parts = parts.filter { part in question.parts.contains { $0.subject == part.subject && $0.batch == part.batch } }
        return limited
    }

    /// Whether a nation that is asked about these terms can answer with those: nothing differs, but that some have left.
    func isAnswered(by answer: Terms) -> Bool {
        request == answer.request && answer.parts.isSubset(of: parts) && answer.effects.allSatisfy { effects[$0] == $1 }
    }

    /// The request without what nobody consents to.
    static func purpose(_ tasking: Tasking, _ model: Model) -> Request? {
        model.requests[tasking.request].map(agreedWithLabel)
    }

    /// A request without the fields that are in no consent.
    static func agreedWithLabel(_ request: Request) -> Request {
        var request = request
        (request.state, request.remark, request.revision, request.title) = (.validated, nil, 1, "")
        (request.references, request.referrals) = ([], [])
        (request.incident, request.costEstimate, request.shareWith) = (nil, nil, [])
        request.campaigns = []
        return request
    }

    /// The effects among some elements, without their offers and the ends of their authorisations.
    static func effects(of elements: [Element], _ model: Model) -> [EffectID: Effect] {
        let found = elements.compactMap(\.effect).compactMap { model.effects[$0] }.map { effect in
            var effect = effect
            effect.revision = 1
            (effect.offer, effect.authorisedUntil) = (Terms.noOffer, nil)
            return effect
        }
        return Dictionary(found.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    }

    private static let noOffer =
        (try? Offer(
            state: .offered, validFrom: Instant(milliseconds: 0), validUntil: nil, confirmedAt: Instant(milliseconds: 0)))!
}
