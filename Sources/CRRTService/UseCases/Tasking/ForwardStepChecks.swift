import CRRTDomain
import CRRTProtocol
import CRRTStore

/// Checks before a forward step (order, depart, begin, extend), besides the life cycle and the rules of eligibility.
extension Command {
    /// Checks that elements stand, as they are now, in terms that their nations and the host have granted.
    ///
    /// - Throws: `ConsentMissing`, or `TermsChanged` where the request, an effect or the tasking differs from what was agreed to.
    func checkConsents(of elements: [Element], _ tasking: Tasking, _ request: Request) throws {
        let consents = try rows.consents(of: tasking.id)
        let faults = try GrantedTerms(tasking, request, consents, self).faults(of: elements)
        if faults.isEmpty { return }
        let missing = Set(faults.compactMap { if case .missing(let nation) = $0 { nation } else { nil } }).sorted().map(\.description)
        guard missing.isEmpty else {
            throw Taskings.ConsentMissing(
                nations: missing,
                message: "\(tasking.id) cannot \(tasking.holdsPeople ? "go on" : "be ordered") without the consent of "
                    + "\(missing.joined(separator: ", ")); crrtctl consent show \(tasking.id) shows it")
        }
        let fields = Set(faults.compactMap { if case .changed(let field) = $0 { field } else { nil } }).sorted()
        // What has changed of a hidden effect is not told, and a new digest would tell that it has.
        let seesTerms = try tasking.elements.compactMap(\.effect).allSatisfy { try sees(effect: $0) }
        throw Consents.TermsChanged(
            tasking: tasking.id.description,
            digest: seesTerms ? try TaskingTerms.presentDigest(tasking, request, self) : tasking.digest,
            message: "the terms of \(tasking.id) are no longer those that were consented to"
                + (seesTerms ? " (\(fields.joined(separator: ", ")))" : "") + "; \(remainingSteps(of: try view(of: tasking)))")
    }

    /// Checks that the authorisation of no effect has run out. Order and extend check more: that it lasts until the end (`EffectRules`).
    ///
    /// - Throws: `IllegalTransition` with the effect, the field and who can mend it.
    func checkAuthorised(_ elements: [Element], _ tasking: Tasking, for event: ElementLifecycle.Event) throws {
        for effect in try elements.compactMap(\.effect).compactMap(rows.effect) where !effect.isAuthorised(at: now) {
            let ended = effect.authorisedUntil.map { " \($0)" } ?? ""
            throw try illegal(
                tasking, event.rawValue,
                "authorisedUntil of \(effect.id) has passed\(ended); \(effect.nation) renews it: crrtctl effect edit \(effect.id)")
        }
    }

    /// Checks that the agreed period of elements has not ended and, for `begin`, that it has started.
    func checkPeriod(of elements: [Element], _ tasking: Tasking, for event: ElementLifecycle.Event, at: Instant) throws {
        for period in Set(elements.map(\.period)).sorted(by: { ($0.start, $0.end) < ($1.start, $1.end) }) {
            guard now < period.end else {
                let steps = remainingSteps(of: try view(of: tasking))
                throw try illegal(tasking, event.rawValue, "the agreed period ended \(period.end); \(steps)")
            }
            guard event != .begin || period.start <= at else {
                throw try illegal(tasking, event.rawValue, "the work begins \(period.start)")
            }
        }
    }

    /// Checks that none of the people is still in another tasking, or has one that is ordered for an earlier time. A tasking past its end
    /// holds its people until they are home.
    ///
    /// - Parameter event: nil where people stay longer.
    /// - Throws: `AlreadyCommitted`; where the caller may not see the other tasking, an `IllegalTransition` that does not name it.
    func checkReturned(_ elements: [Element], _ tasking: Tasking, for event: ElementLifecycle.Event?) throws {
        let name = event?.rawValue ?? "extend"
        for element in elements {
            guard let expert = element.expert else { continue }
            // People who stay longer do not depart, so ordered taskings do not matter.
            let start = event == nil ? nil : element.period.start
            guard let other = try rows.priorTaskings(of: expert, before: start, ignoring: tasking.id).first else { continue }
            guard let prior = try rows.tasking(other), try sees(.tasking(prior)) else {
                throw try illegal(tasking, name, "\(expert) serves another tasking and is not home")
            }
            let isOrdered = !prior.elements.contains { $0.expert == expert && $0.state.isAbroad }
            let serves = isOrdered ? "serves \(other) first" : "has not returned from \(other)"
            let ways = isOrdered ? "it is closed, recalled or aborted" : "crrtctl tasking home \(other) --expert \(expert)"
            throw Taskings.AlreadyCommitted(
                expert: expert.text, tasking: other.description,
                message: "\(expert) \(serves), which is \(prior.state.rawValue)"
                    + (prior.isOverdue(at: now) ? " and past its end \(prior.period.end)" : "") + "; \(tasking.id) waits until \(ways)")
        }
    }

    /// Checks that none of the people has departed for a tasking that begins later. They could not depart for this one before they are
    /// home.
    ///
    /// - Throws: `AlreadyCommitted`; where the caller may not see the other tasking, an `IllegalTransition` that does not name it.
    func checkNotDeparted(_ tasking: Tasking) throws {
        for expert in tasking.elements.compactMap(\.expert) {
            for other in try rows.priorTaskings(of: expert, before: nil, ignoring: tasking.id) {
                guard let later = try rows.tasking(other),
                    let departed = later.elements.first(where: { $0.expert == expert && $0.state == .moving }),
                    tasking.period.end <= departed.period.start
                else { continue }
                guard try sees(.tasking(later)) else {
                    throw try illegal(tasking, ElementLifecycle.Event.order.rawValue, "\(expert) serves another tasking and is not home")
                }
                throw Taskings.AlreadyCommitted(
                    expert: expert.text, tasking: other.description,
                    message: "\(expert) has departed for \(other), which begins \(later.period.start)")
            }
        }
    }

    /// Checks that the nation that commands the team is in it.
    ///
    /// - Parameter elements: Those that are proposed or ordered; the tasking's others count where they are ordered, or have agreed.
    func checkCommander(of elements: [Element], _ tasking: Tasking) throws {
        let present = tasking.elements.filter { $0.state.isForward && $0.state != .asked } + elements
        guard let commander = tasking.commander, tasking.team?.nation != commander, !present.contains(where: { $0.nation == commander })
        else { return }
        throw Refusal.illegal(
            tasking.id, state: tasking.state.rawValue, event: "order",
            "\(commander) commands the team and has no person in it; replace them with people of \(commander), or abort and propose anew")
    }

    /// Checks that no nation's people serve with those of a nation with which its offers or its consents do not let them.
    ///
    /// - Parameters:
    ///   - elements: Those that are proposed or ordered; the tasking's others count where they are ordered, or have agreed.
    ///   - isProposal: Whether the tasking is not on record yet.
    /// - Throws: `NotEligible`, for the operations centre alone.
    func checkCompany(of elements: [Element], _ tasking: Tasking, isProposal: Bool = false) throws {
        let present = tasking.elements.filter { $0.state.isForward && $0.state != .asked } + elements
        let nations = Set(present.map(\.nation))
        let coming = Set(elements.map(\.nation))
        let granted = try rows.consents(of: tasking.id).filter { $0.state == .granted && nations.contains($0.nation) }
        let stated = try granted.map { ("\($0.nation)", $0.nation, $0.notWith) } + offered(present, tasking)
        let words = stated.flatMap { subject, nation, notWith in
            notWith.filter { nations.contains($0) && (coming.contains($0) || coming.contains(nation)) }.map {
                "\(subject) does not serve with \($0)"
            }
        }
        guard !words.isEmpty else { return }
        let (subject, next) =
            isProposal
            ? ("the proposal for \(tasking.request)", "match again without one of them (crrtctl match --without)")
            : (tasking.id.description, "withdraw the people of one of them, and replace them")
        throw Requests.NotEligible(
            objections: words.map { .init(code: "NOT_WITH", seat: nil, detail: $0) },
            message: "\(subject) cannot go: \(words.joined(separator: ", ")); \(next)")
    }

    /// With whom people, and the team, do not serve according to their offers.
    private func offered(_ present: [Element], _ tasking: Tasking) throws -> [(subject: String, nation: NationCode, notWith: [NationCode])]
    {
        let people = try Set(present.compactMap(\.expert)).sorted().compactMap { try rows.expert($0) }
            .map { ($0.id.text, $0.nation, $0.notWith.sorted()) }
        let team = try tasking.team.flatMap(rows.team).map { [($0.id.text, $0.nation, $0.notWith.sorted())] } ?? []
        return people + team
    }

    /// Checks that elements go to existing seats with open places. Others who are forward in the same tasking keep theirs.
    func checkSeats(_ elements: [Element], _ tasking: Tasking, _ request: Request) throws {
        var open = Fulfilment(request, try rows.taskings(of: tasking.request).filter { $0.id != tasking.id } + [tasking]).open
        for element in tasking.elements where [.asked, .agreed].contains(element.state) && !elements.contains(element) {
            guard let seat = element.assignment?.seat, open.indices.contains(seat) else { continue }
            open[seat] = max(0, open[seat] - 1)
        }
        var wanted = [Int](repeating: 0, count: open.count)
        for (index, assignment) in elements.compactMap(\.assignment).enumerated() {
            let field = "assignments[\(index)].seat"
            guard open.indices.contains(assignment.seat) else {
                throw Refusal.invalid(field, "is \(assignment.seat); the request has the seats 0 to \(open.count - 1)")
            }
            wanted[assignment.seat] += 1
            guard wanted[assignment.seat] <= open[assignment.seat] else {
                let full =
                    open[assignment.seat] == 0
                    ? "seat \(assignment.seat) is full" : "more people than seat \(assignment.seat) has open places"
                throw Refusal.invalid(field, "\(full); \(Self.openSeats(open))")
            }
        }
    }
    /// `open are: 0 (2 places), 2 (1 place)`
    private static func openSeats(_ places: [Int]) -> String {
        let open = places.enumerated().filter { $0.element > 0 }
        guard !open.isEmpty else { return "no seat is open" }
        return "open are: " + open.map { "\($0.offset) (\($0.element) \($0.element == 1 ? "place" : "places"))" }.joined(separator: ", ")
    }
}
