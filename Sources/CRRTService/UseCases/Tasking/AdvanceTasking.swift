import CRRTDomain
import CRRTProtocol
import CRRTStore

/// Advances a tasking, or some of its people: depart, begin, release, home, close.
enum AdvanceTasking {
    static func run(_ parameters: Taskings.Advance.Parameters, _ command: Command) throws -> Taskings.Advance.Reply {
        let (tasking, request) = try command.tasking(parameters.id)
        let named = try TaskedPeople(parameters.experts, tasking, request, command)
        try checkRight(parameters.event, named, request, command)
        try Refusal.checkRevision(parameters.ifRevision, against: command.view(of: tasking).revision, tasking.id)
        let report = try parameters.report.map { try ParameterFields.reason("report", $0) }
        let at = try time(parameters, command)
        let (next, event): (Tasking, JournalEvent)
        switch parameters.event {
        case .depart:
            let able = try named.agreed(to: .depart, request)
            (next, event) = (try goOn(tasking, request, .depart, able, at, command), .taskingDeparted)
            try checkTime(parameters, at, of: able.elements(for: .depart), tasking, command)
        case .begin:
            let able = try named.agreed(to: .begin, request)
            (next, event) = (try goOn(tasking, request, .begin, able, at, command), .taskingBegun)
            try checkTime(parameters, at, of: able.elements(for: .begin), tasking, command)
        case .release: (next, event) = (try named.after(.release, at: command.now), .taskingReleased)
        case .home:
            (next, event) = (try named.after(.home, at: at), .taskingHome)
            try checkTime(parameters, at, of: named.elements(for: .home), tasking, command)
        case .close:
            guard parameters.experts == nil else {
                throw Refusal.invalid("experts", "does not go with close, which is for the whole tasking; report people home first")
            }
            (next, event) = (try closed(tasking, report, command), .taskingClosed)
        }
        var (settled, changes) = try command.settle(tasking, as: next)
        if parameters.event == .close {
            settled.remark = report ?? (tasking.state.isStopped ? tasking.remark : nil)
            changes[0] = .tasking(settled)
        }
        let seq = try command.append(
            event, tasking.id, changes,
            detail: [
                "report": report, "experts": parameters.experts.map { $0.joined(separator: " ") },
                "at": parameters.at == nil ? nil : at.description,
            ])
        return .init(tasking: try command.shown(settled), seq: seq)
    }

    /// Everything is for the duty desk. The requesting nation may release the people, and a nation may report its own people home.
    private static func checkRight(
        _ event: Taskings.Advance.Parameters.Event, _ named: TaskedPeople, _ request: Request, _ command: Command
    ) throws {
        if command.caller.roles.contains(.duty) { return }
        switch event {
        case .release where command.caller.speaks(for: request.nation): return
        case .home where named.people.allSatisfy({ command.caller.speaks(for: $0.nation) }): return
        default: throw Refusal.permission()
        }
    }

    /// When it happened, which is not in the future.
    private static func time(
        _ parameters: Taskings.Advance.Parameters, _ command: Command
    ) throws -> Instant {
        guard let at = try ParameterFields.instant("at", parameters.at) else { return command.now }
        switch parameters.event {
        case .depart, .begin, .home: break
        case .release, .close: throw Refusal.invalid("at", "goes with depart, begin and home only; leave it out")
        }
        guard at <= command.now else { throw Refusal.invalid("at", "\(at) is in the future; now it is \(command.now)") }
        return at
    }

    /// Checks that a stated time is not before the order of those who take the step, nor before their step before it.
    private static func checkTime(
        _ parameters: Taskings.Advance.Parameters, _ at: Instant, of stepping: [Element], _ tasking: Tasking, _ command: Command
    ) throws {
        guard parameters.at != nil else { return }
        for element in stepping {
            // Records of before elements do not say when people were ordered.
            if let ordered = try element.orderedAt ?? command.rows.orderTime(of: tasking.id), at < ordered {
                throw Refusal.invalid("at", "\(at) is before the order of \(element.text), which was given \(ordered)")
            }
            if let last = element.begunAt ?? element.departedAt, at < last {
                throw Refusal.invalid("at", "\(at) is before \(element.text) \(element.begunAt == nil ? "departed" : "began") \(last)")
            }
        }
    }

    private static func goOn(
        _ tasking: Tasking, _ request: Request, _ event: ElementLifecycle.Event, _ named: TaskedPeople, _ at: Instant, _ command: Command
    ) throws -> Tasking {
        try command.checkSeesAll(of: tasking)
        let next = try named.after(event, at: at)
        if event == .depart, request.mode == .remote { throw try command.illegal(tasking, "depart", "a remote team does not move: begin") }
        let stepping = try named.elements(for: event)
        try command.checkPeriod(of: stepping, tasking, for: event, at: at)
        try command.checkConsents(of: stepping, tasking, request)
        try command.checkReturned(stepping, tasking, for: event)
        return next
    }

    /// - Throws: `IllegalTransition` where people are not home, with their handles.
    private static func closed(_ tasking: Tasking, _ report: String?, _ command: Command) throws -> Tasking {
        let isStopped = tasking.state == .recalled || tasking.state == .aborted
        guard tasking.closedAt == nil, tasking.state == .returning || (isStopped && tasking.wasOrdered) else {
            throw try command.illegal(tasking, "close")
        }
        let abroad = try command.view(of: tasking).elements.filter(\.state.isAbroad).map(\.text)
        guard tasking.abroad.isEmpty else {
            throw try command.illegal(
                tasking, "close",
                "\(abroad.joined(separator: ", ")) \(abroad.count == 1 ? "is" : "are") not home; crrtctl tasking home \(tasking.id)")
        }
        var next = tasking
        next.closedAt = command.now
        return next
    }
}

/// The elements of a tasking that a caller names by the handles of experts, or all; for a contributing nation, all of its own.
struct TaskedPeople {
    private let tasking: Tasking
    private let mode: Mode
    private let command: Command
    /// The indices of the named elements; for all, of every element.
    private var indices: [Int]
    /// Whether the caller named no person.
    private(set) var isAll: Bool

    /// - Throws: `InvalidRecord` with the index of a handle that is malformed, named twice, or not in the tasking as the caller sees it.
    init(_ experts: [String]?, _ tasking: Tasking, _ request: Request, _ command: Command) throws {
        (self.tasking, mode, self.command) = (tasking, request.mode, command)
        isAll = experts == nil
        guard let experts else {
            // Who is not cleared for an effect in it still takes all home.
            let isWhole = command.seesAll(of: tasking.request.nation)
            indices = tasking.elements.indices.filter { isWhole || tasking.elements[$0].nation == command.caller.nation }
            return
        }
        let visible = Set(try command.view(of: tasking).elements.map(\.text))
        guard (1...Request.mostPeople).contains(experts.count) else {
            throw Refusal.invalid("experts", "names \(experts.count); 1 to \(Request.mostPeople) are allowed")
        }
        var found: [Int] = []
        for (index, text) in experts.enumerated() {
            // Somebody who left and was proposed again is in it twice: the last counts.
            guard visible.contains(text), let element = tasking.elements.lastIndex(where: { $0.text == text }) else {
                throw Refusal.invalid(
                    "experts[\(index)]", "\(quoted(text)) is not in \(tasking.id); crrtctl tasking show \(tasking.id) shows who is")
            }
            guard !found.contains(element) else { throw Refusal.invalid("experts[\(index)]", "\(text) is named twice") }
            found.append(element)
        }
        indices = found
    }

    /// The named elements.
    var people: [Element] { indices.map { tasking.elements[$0] } }

    /// The elements that take a step: of all, those whom it can concern.
    ///
    /// - Throws: `IllegalTransition` where a named one cannot take it, or nobody can.
    func elements(for event: ElementLifecycle.Event) throws -> [Element] { try stepping(event).map { tasking.elements[$0] } }

    /// Without names, those alone for whom their nations and the host agree to the present terms; the others stay where they are. Where
    /// there are none, all, and the step is refused.
    func agreed(to event: ElementLifecycle.Event, _ request: Request) throws -> TaskedPeople {
        guard isAll else { return self }
        let terms = GrantedTerms(tasking, request, try command.rows.consents(of: tasking.id), command)
        let able = try stepping(event).filter { try terms.faults(of: [tasking.elements[$0]]).isEmpty }
        guard !able.isEmpty else { return self }
        var agreed = self
        (agreed.indices, agreed.isAll) = (able, false)
        return agreed
    }

    /// The tasking after they took a step.
    func after(_ event: ElementLifecycle.Event, at: Instant, cause: Element.Cause = .released) throws -> Tasking {
        var next = tasking
        for index in try stepping(event) { next.elements[index] = try tasking.elements[index].after(event, at: at, cause: cause) }
        return next
    }

    private func stepping(_ event: ElementLifecycle.Event) throws -> [Int] {
        func allows(_ index: Int) -> Bool { ElementLifecycle.allows(event, in: tasking.elements[index].state) }
        if isAll {
            var able = indices.filter(allows)
            guard !able.isEmpty else { throw try command.illegal(tasking, event.rawValue, try nextStep(after: event)) }
            // People who have not departed are not at work because others have arrived.
            if event == .begin, mode == .onSite {
                let moving = able.filter { tasking.elements[$0].state == .moving }
                if !moving.isEmpty { able = moving }
            }
            return able
        }
        if let unable = indices.first(where: { !allows($0) }) {
            let element = tasking.elements[unable]
            throw Refusal.illegal(
                "\(tasking.id) \(element.text)", state: element.state.rawValue, event: event.rawValue, nextStep(of: element, after: event))
        }
        return indices
    }

    /// What comes next where everybody has taken a step, or nobody can take it yet; nil where that is what remains of the tasking.
    private func nextStep(after event: ElementLifecycle.Event) throws -> String? {
        let view = try command.view(of: tasking)
        guard command.now < view.period.end else { return nil }
        switch (event, view.state) {
        case (.depart, .awaitingConsent), (.begin, .awaitingConsent): return "it waits for consents: crrtctl consent show \(tasking.id)"
        case (.depart, .consented), (.begin, .consented): return "it waits for the order of an authority"
        case (.depart, .moving): return "they have departed; begin from \(view.period.start)"
        case (.depart, .onTask), (.begin, .onTask): return "the work has begun"
        default: return nil
        }
    }

    /// Why a person cannot take a step, and what comes before it.
    private func nextStep(of element: Element, after event: ElementLifecycle.Event) -> String {
        switch (element.state, event) {
        case (.asked, .depart), (.asked, .begin), (.agreed, .depart), (.agreed, .begin): "they are not ordered"
        case (.asked, _), (.agreed, _): "they are not ordered; withdraw takes them out"
        case (.moving, .depart): "they have departed; begin from \(element.period.start)"
        case (.onTask, .depart), (.onTask, .begin): "they have begun"
        case (.ordered, .home), (.moving, .home), (.onTask, .home):
            command.caller.roles.contains(.duty) ? "release or withdraw them first" : "withdraw or recall them first"
        case (.returning, _): "they are on the way home; crrtctl tasking home \(tasking.id) --expert \(element.text)"
        case (.home, _): "they are home"
        case (.out, _): "they have left it"
        case (.ordered, _), (.moving, _), (.onTask, _): ""
        }
    }
}
