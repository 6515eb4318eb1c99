import CRRTDomain
import CRRTProtocol
import CRRTStore

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
            // A person who left and was proposed again is in it twice: the last counts.
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
    /// - Throws: `IllegalTransition` where a named one cannot take it, or none can.
    func elements(for event: ElementLifecycle.Event) throws -> [Element] { try stepping(event).map { tasking.elements[$0] } }

    /// Without names, those alone for whom their nations and the host agree to the present terms; the others stay where they are. Where
    /// there are none, all of them, and the step is refused.
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

    /// What comes next where all have taken a step, or none can take it yet; nil where that is what remains of the tasking.
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
