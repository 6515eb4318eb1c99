import CRRTDomain
import CRRTProtocol

/// What a tasking waits for: the next step, where it is time for it and the daemon would take it, people who are behind or ahead of the
/// others, and concerns about its people.
struct TaskingDecision {
    private let tasking: Taskings.Tasking
    private let data: BoardData
    private let clock: Countdown
    private let start: Instant
    private let end: Instant

    static func all(_ tasking: Taskings.Tasking, _ data: BoardData, _ clock: Countdown) -> [PendingDecision] {
        guard let start = try? Instant(tasking.start), let end = try? Instant(tasking.end) else { return [] }
        let waiting = TaskingDecision(tasking: tasking, data: data, clock: clock, start: start, end: end)
        return [waiting.step, waiting.askedAnew, waiting.report, waiting.concern].compactMap { $0 } + waiting.ofSingle
    }

    private var request: Requests.Request? { data.request(tasking.request) }
    private var isOver: Bool { clock.isOver(end) }
    private var hasStarted: Bool { clock.isOver(start) }
    private var startsSoon: Bool { clock.isOver(start, within: PendingDecision.missionWarning) }
    private var starts: String { "\(hasStarted ? "started" : "starts") \(clock.distance(to: start))" }
    private var late: String { tasking.timeliness(clock).map { ", \($0)" } ?? "" }

    /// - Parameter isPressing: nil to decide by `due`: pressing if that is over, or will be within the hour.
    private func decision(
        _ what: String, _ verb: SuggestedCommand, _ due: Instant, isPressing: Bool? = nil, party: PendingDecision.Party = .duty,
        about other: String? = nil, opening page: Destination? = nil
    ) -> PendingDecision {
        let id = other ?? tasking.id
        return PendingDecision(
            what: what, party: party, precedence: request?.precedence, title: request?.title, command: verb.command(id),
            destination: page ?? .tasking(id), isPressing: isPressing ?? clock.isOver(due, within: 1), due: due)
    }
}

// MARK: - Steps

extension TaskingDecision {
    private var step: PendingDecision? {
        if let changed { return changed }
        if let disapproved { return disapproved }
        return switch tasking.state {
        case .awaitingConsent: heldElsewhere
        case .consented: order
        case .ordered: isOver ? overdue(.abort) : depart
        case .moving: isOver ? overdue(.release) : begin
        case .onTask: isOver ? overdue(.release) : release
        case .returning: tasking.abroad.isEmpty ? close : nil
        case .recalled, .declined, .aborted: tasking.isToBeClosed ? close : nil
        default: nil
        }
    }

    /// The steps that remain when no forward step is possible.
    private var waysHome: String {
        switch tasking.state {
        case .consented: "abort"
        case .ordered: "abort"
        case .returning, .recalled, .declined, .aborted: tasking.elements == nil ? "close, once all are home" : "close, all are home"
        default: "release or abort"
        }
    }

    /// Past the agreed end every step forward is refused.
    private func overdue(_ verb: SuggestedCommand) -> PendingDecision { decision("\(clock.left(until: end)): \(waysHome)", verb, end) }

    private var close: PendingDecision { isOver ? overdue(.close) : decision(waysHome, .close, end) }

    /// The decision once the terms differ from those that were consented to, for the desk and for a nation that is told of it.
    private var changed: PendingDecision? {
        guard tasking.termsChanged == true, [.consented, .ordered, .moving, .onTask].contains(tasking.state) else { return nil }
        let hasLeft = tasking.state == .moving || tasking.state == .onTask
        let words = "terms changed: "
        let since = isOver ? "\(clock.left(until: end)), " : ""
        let due = isOver || tasking.state == .onTask ? end : start
        guard let nation = data.onlyNation else {
            let names = refusedLabel
            if !names.isEmpty {
                return decision(since + words + "release \(names.joined(separator: " ")) or abort", .people(.release, names), due)
            }
            let ways = tasking.state == .consented ? waysHome : "release or abort"
            return decision(since + words + ways, hasLeft ? .release : .abort, due)
        }
        let party = PendingDecision.Party.nation(nation)
        if tasking.nations.contains(nation) { return decision(since + words + "recall?", .recall, due, party: party) }
        // The host releases people who have departed. Before that, it revokes its consent.
        return hasLeft
            ? decision(since + words + "release?", .release, due, party: party)
            : decision(since + words + "revoke?", .revoke, due, party: party)
    }

    /// The decision once the council has withdrawn the approval that the policy asks for.
    private var disapproved: PendingDecision? {
        guard tasking.awaitsApproval == .withdrawn, [.ordered, .moving, .onTask].contains(tasking.state), data.onlyNation == nil
        else { return nil }
        let hasLeft = tasking.state != .ordered
        let since = isOver ? "\(clock.left(until: end)), " : ""
        return decision("\(since)approval withdrawn: release or abort", hasLeft ? .release : .abort, isOver ? end : start)
    }

    /// What the council is to do before the order; nil where nothing. Those who wait read that it has said no already.
    private var approve: String? {
        tasking.awaitsApproval.map { $0 == .withdrawn ? "approval withdrawn, approve anew or abort" : "approve politically" }
    }

    private var order: PendingDecision? {
        if isOver { return decision("abort, its period ended \(clock.distance(to: end))", .abort, end) }
        if let heldElsewhere { return heldElsewhere }
        if let apart { return apart }
        let due = tasking.orderBy.flatMap { try? Instant($0) } ?? start
        let presses = tasking.lateTime != nil ? true : nil
        if let approve { return decision("\(approve), all agreed\(late)", .approve, due, isPressing: presses, party: .council) }
        return decision("order, all agreed\(late)", .order, due, isPressing: presses, party: .authority)
    }

    /// The decision about people of a proposal who serve in another tasking by now, so that it cannot be ordered with them.
    private var heldElsewhere: PendingDecision? {
        guard let held = tasking.committed, let first = held.first, !isOver else { return nil }
        let names = tasking.names { $0.isForward && held.map(\.expert).contains($0.who) }
        let more = held.count > 1 ? ", \(held.count - 1) more" : ""
        let isAll = names.count == tasking.names(where: \.isForward).count
        return decision(
            "cannot be ordered: \(ProposalText.serves(first.expert, first.tasking))\(more)",
            isAll || names.isEmpty ? .abort : .people(.withdraw, names), start)
    }

    private var depart: PendingDecision? {
        guard startsSoon else { return nil }
        if let prior { return waits(for: prior) }
        let isRemote = request?.mode == .remote
        guard !isRemote || hasStarted, let verb = forward(isRemote ? .begin : .depart, from: [.ordered]) else { return nil }
        return decision("\(isRemote ? "begin" : "depart"), \(starts)\(late)", verb, start)
    }

    private var begin: PendingDecision? {
        guard hasStarted else { return nil }
        if let prior { return waits(for: prior) }
        let states: [Taskings.Element.State] = request?.mode == .remote ? [.ordered, .moving] : [.moving]
        return forward(.begin, from: states).map { decision("begin, \(starts)", $0, start) }
    }

    /// A step of those in the given states who may take it: by name where the step of all would take others with them, which is for
    /// `begin` those who have not departed. nil where all of them wait for answers about the label.
    private func forward(_ verb: SuggestedCommand, from states: [Taskings.Element.State]) -> SuggestedCommand? {
        let elements = tasking.elements ?? []
        let able = elements.filter { states.contains($0.state) }
        guard !able.isEmpty else { return verb }
        let free = able.filter { !waitsForLabel($0) }
        var taken = able.count
        if case .begin = verb { taken = elements.count { $0.state == .ordered || $0.state == .moving } }
        if free.isEmpty { return nil }
        return free.count == taken ? verb : .people(verb, free.map(\.who))
    }

    private var release: PendingDecision? {
        guard tasking.extension == nil, clock.isOver(end, within: PendingDecision.missionWarning) else { return nil }
        return decision("release? ends \(clock.distance(to: end))", .release, end)
    }

    /// The tasking in which one of its people serves first: under way, or ordered for an earlier time. They cannot depart until they are
    /// home from that one, or out of it.
    private var prior: Taskings.Tasking? { prior(of: tasking.peopleNow) }

    private func prior(of people: [String]) -> Taskings.Tasking? {
        data.taskings(with: people).first { $0.id != tasking.id && isServedFirst($0, people) }
    }

    private func isServedFirst(_ other: Taskings.Tasking, _ people: [String]) -> Bool {
        let isEarlier = (try? Instant(other.start)).map { $0 < start } ?? false
        if let elements = other.elements {
            return elements.contains { element in
                element.expert.map(people.contains) == true && (element.isAbroad || (element.state == .ordered && isEarlier))
            }
        }
        return switch other.state {
        case .moving, .onTask, .returning: true
        case .ordered: isEarlier
        case .awaitingConsent, .consented, .closed, .declined, .recalled, .aborted: false
        }
    }

    private func waits(for other: Taskings.Tasking) -> PendingDecision {
        decision("\(tasking.id) waits for its people, \(starts)", .show, start, about: other.id)
    }
}

// MARK: - Single people

extension TaskingDecision {
    /// Decisions about people who are not as far as the tasking is.
    fileprivate var ofSingle: [PendingDecision] { [homecoming, agreed, pastTheirEnd, behind].compactMap { $0 } }

    /// Those on the way home are reported home, by the desk or by their own nation.
    private var homecoming: PendingDecision? {
        let elements = (tasking.elements ?? []).filter { $0.state == .returning }
        let nation = data.onlyNation
        let names = elements.filter { nation == nil || $0.nation == nation }.map(\.who)
        if names.isEmpty { return nil }
        let since = isOver ? "\(clock.left(until: end)): " : ""
        // By name: without, the step brings everyone home, those too who have not arrived.
        return decision(
            "\(since)report home: \(names.joined(separator: " "))", .people(.home, names), end,
            party: nation.map { .nation($0) } ?? .duty)
    }

    /// Those whose nation and host have agreed while others are ordered or further.
    private var agreed: PendingDecision? {
        guard isUnderWay, !isOver else { return nil }
        let hostAsked = data.consents(of: tasking.id).filter { $0.state == .requested && $0.kind == .host && $0.until == nil }.map {
            $0.batch ?? 0
        }
        let names = tasking.names { $0.state == .agreed && !hostAsked.contains($0.batch) }
        if names.isEmpty { return nil }
        if let approve {
            return apart ?? decision("\(approve), agreed: \(names.joined(separator: " "))", .approve, start, party: .council)
        }
        return apart ?? decision("order, agreed: \(names.joined(separator: " "))", .order, start, party: .authority)
    }

    /// Those past their own end, while others may stay longer.
    private var pastTheirEnd: PendingDecision? {
        guard isUnderWay, !isOver else { return nil }
        let late = (tasking.elements ?? []).filter { element in
            [.ordered, .moving, .onTask].contains(element.state) && (try? Instant(element.until)).map { clock.isOver($0) } == true
        }
        guard let first = late.compactMap({ try? Instant($0.until) }).min() else { return nil }
        let names = late.map(\.who)
        return decision(
            "\(clock.left(until: first)): release \(names.joined(separator: " "))", .people(.release, names), first)
    }

    /// Those who are ordered while others have departed or begun.
    private var behind: PendingDecision? {
        guard tasking.state == .moving || tasking.state == .onTask, !isOver, tasking.termsChanged != true else { return nil }
        let isRemote = request?.mode == .remote
        let ordered = (tasking.elements ?? []).filter { element in
            element.state == .ordered && !waitsForLabel(element)
                && (try? Instant(element.until)).map { !clock.isOver($0) } == true
        }.map(\.who)
        if !ordered.isEmpty {
            guard startsSoon else { return nil }
            // While the others move, all of them begin together.
            if isRemote, tasking.state == .moving || !hasStarted { return nil }
            if prior(of: ordered) != nil { return nil }
            return decision(
                "\(isRemote ? "begin" : "depart"): \(ordered.joined(separator: " "))", .people(isRemote ? .begin : .depart, ordered), start,
                isPressing: false)
        }
        let moving = tasking.names { $0.state == .moving && !waitsForLabel($0) }
        guard tasking.state == .onTask, hasStarted, !moving.isEmpty else { return nil }
        return decision("begin: \(moving.joined(separator: " "))", .people(.begin, moving), start, isPressing: false)
    }

    private var isUnderWay: Bool { [.ordered, .moving, .onTask].contains(tasking.state) && tasking.elements != nil }
}

// MARK: - Answers

extension TaskingDecision {
    /// The last answers of each nation about a stricter label. What the request's next amendment made void does not count.
    private var renewals: [Consents.Consent] {
        let all = data.consents(of: tasking.id).filter { $0.isRenewal && $0.voided != true }
        return all.enumerated().filter { index, consent in
            !all[(index + 1)...].contains { $0.nation == consent.nation && $0.kind == consent.kind }
        }.map(\.element)
    }

    private var openRenewals: [Consents.Consent] { renewals.filter { $0.state == .requested } }

    /// Whether a person takes no step but home until their nation or the host agrees to the stricter label.
    fileprivate func waitsForLabel(_ element: Taskings.Element) -> Bool {
        openRenewals.contains { $0.kind == .host || $0.nation == element.nation }
    }

    /// Who waits for answers about the stricter label of an ordered tasking.
    fileprivate var askedAnew: PendingDecision? {
        let open = openRenewals
        guard let replyBy = open.compactMap({ try? Instant($0.replyBy) }).min() else { return nil }
        let names = open.map { $0.kind == .host ? "\($0.nation) (host)" : $0.nation }
        let words = "asked anew about the label, waits for \(names.joined(separator: " ")): take no step but home"
        return decision(words, .consents, replyBy, opening: .consents(tasking.id))
    }

    /// The people, among others, whose nation did not agree to the stricter label. Empty where it concerns all.
    private var refusedLabel: [String] {
        let refused = renewals.filter { $0.state == .refused || $0.state == .lapsed }
        if refused.contains(where: { $0.kind == .host }) { return [] }
        let held = (tasking.elements ?? []).filter { $0.expert != nil && $0.isForward && !$0.isUnordered }
        let theirs = held.filter { element in refused.contains { $0.nation == element.nation } }
        return theirs.count == held.count ? [] : theirs.map(\.who)
    }

    /// The decision where the order would be refused, as a nation's people do not serve with those of another.
    private var apart: PendingDecision? {
        let present = (tasking.elements ?? []).filter { $0.isForward && $0.state != .asked }
        let nations = tasking.elements == nil ? Set(tasking.nations) : Set(present.map(\.nation))
        for consent in data.consents(of: tasking.id) where consent.state == .granted && nations.contains(consent.nation) {
            guard let other = consent.notWith?.first(where: nations.contains) else { continue }
            // Who is ordered already stays; the others are taken out.
            let agreed = present.filter { $0.state == .agreed && $0.expert != nil }
            let (theirs, own) = (agreed.filter { $0.nation == other }, agreed.filter { $0.nation == consent.nation })
            let names = (theirs.isEmpty ? own : theirs).map(\.who)
            return decision(
                "\(consent.nation) does not serve with \(other)", names.isEmpty ? .show : .people(.withdraw, names), start)
        }
        return nil
    }
}

// MARK: - Reports and concerns

extension TaskingDecision {
    /// A situation report that is overdue, which a nation in the tasking or the desk writes.
    private var report: PendingDecision? {
        guard let due = tasking.reportDue.flatMap({ try? Instant($0) }), clock.isOver(due) else { return nil }
        let nation = data.onlyNation.flatMap { tasking.nations.contains($0) ? $0 : nil }
        let party = nation.map { PendingDecision.Party.nation($0) } ?? .duty
        return decision("situation report due \(clock.distance(to: due))", .report, due, isPressing: false, party: party)
    }

    /// A rule's objection to something in an ordered tasking. A person decides whether to recall, abort or go on.
    private var concern: PendingDecision? {
        guard [.ordered, .moving, .onTask].contains(tasking.state), let concerns = tasking.concerns, let first = concerns.first else {
            return nil
        }
        let more = concerns.count > 1 ? ", \(concerns.count - 1) more" : ""
        return decision("concern: \(first.record) \(first.code)\(more)", .show, end, isPressing: false)
    }
}
