import CRRTDomain
import CRRTProtocol

/// The records that the board shows, read from the daemon together. It holds only what the caller may see.
struct BoardData: Sendable, Equatable {
    var caller = Service.WhoAmI.Reply(uid: 0, roles: [])
    /// The marking of all of them together.
    var marking: Marking?
    /// Requests that are submitted, validated or returned.
    var requests: [Requests.Request] = [] { didSet { requestIndices = BoardData.indices(requests) { [$0.id].compactMap { $0 } } } }
    /// When each request was first submitted. A request whose journal entry the caller cannot see is missing.
    var filed: [String: Instant] = [:]
    /// Taskings that have not ended, from proposed to returning, and stopped ones whose people are not home or that wait for a report.
    var taskings: [Taskings.Tasking] = [] {
        didSet {
            taskingIndices = BoardData.indices(taskings) { [$0.id] }
            indicesByRequest = BoardData.indices(taskings) { [$0.request] }
            indicesByExpert = BoardData.indices(taskings) { $0.peopleNow }
        }
    }
    /// Recalled, declined and aborted taskings of these requests.
    var fallen: [Taskings.Tasking] = [] { didSet { fallenByRequest = BoardData.indices(fallen) { [$0.request] } } }
    /// Closed taskings of these requests where some seats are filled, by the id of the request. Who served in them fills a seat.
    var served: [String: [Taskings.Tasking]] = [:]
    /// Consents that are outstanding.
    var consents: [Consents.Consent] = [] { didSet { consentIndices = BoardData.indices(consents) { [$0.tasking] } } }
    /// All consents of taskings whose next step depends on them, by the id of the tasking.
    var answers: [String: [Consents.Consent]] = [:]
    /// nil if the caller may not read the report, or an older daemon has none.
    var readiness: [Reports.NationStrength]?
    /// Who stands by; nil if the caller may not read it, or an older daemon has none.
    var rota: Standby.Now.Reply?
    /// Standby periods that wait for the nation of a caller who is only its contact point.
    var periods: [Standby.Period] = []
    /// The last handover of the duty room, where it waits to be accepted; nil for callers who may not read handovers.
    var handover: Handover.Signature?
    var readAt = Instant(milliseconds: 0)

    /// Indices into the lists above, by the id of the record, its request or its people. Without them a full board would take quadratic
    /// time, since every row looks up others.
    private var requestIndices: [String: [Int]] = [:]
    private var taskingIndices: [String: [Int]] = [:]
    private var indicesByRequest: [String: [Int]] = [:]
    private var indicesByExpert: [String: [Int]] = [:]
    private var fallenByRequest: [String: [Int]] = [:]
    private var consentIndices: [String: [Int]] = [:]

    private static func indices<Record>(_ records: [Record], _ keys: (Record) -> [String]) -> [String: [Int]] {
        var indices: [String: [Int]] = [:]
        for (index, record) in records.enumerated() {
            for key in keys(record) { indices[key, default: []].append(index) }
        }
        return indices
    }
}

/// A journal entry with its marking.
struct LabelledEntry: Sendable, Equatable {
    var entry: Journal.Entry
    var marking: Marking?
}

extension BoardData {
    /// The nation of a caller who is only its contact point; nil for callers with other roles.
    var onlyNation: String? {
        let rooms = ["duty", "authority", "auditor"]
        return caller.roles.contains { rooms.contains($0) } ? nil : caller.nation
    }

    /// The caller's name for the title: the principal, such as `duty-desk`, or else the user.
    var callerName: String {
        caller.actingAs ?? caller.principals?.first ?? caller.user ?? "uid \(caller.uid)"
    }

    func request(_ id: String) -> Requests.Request? { requestIndices[id]?.first.map { requests[$0] } }

    /// The tasking; nil if it has ended.
    func tasking(_ id: String) -> Taskings.Tasking? { taskingIndices[id]?.first.map { taskings[$0] } }

    /// All consents of a tasking where they were read, otherwise those that are outstanding; in the order in which they were asked for.
    func consents(of tasking: String) -> [Consents.Consent] {
        answers[tasking] ?? (consentIndices[tasking] ?? []).map { consents[$0] }
    }

    /// The taskings of a request that have not ended, in the order of the list.
    func taskings(of request: String) -> [Taskings.Tasking] { (indicesByRequest[request] ?? []).map { taskings[$0] } }

    /// The recalled, declined and aborted taskings of a request, in the order of the list.
    func fallen(of request: String) -> [Taskings.Tasking] { (fallenByRequest[request] ?? []).map { fallen[$0] } }

    /// The seats of a request that no person fills or is asked to fill; nil where the caller does not see all of its taskings.
    func openSeats(of request: Requests.Request) -> OpenSeats? {
        guard let id = request.id, request.filled != nil else { return nil }
        return OpenSeats(request, taskings(of: id) + fallen(of: id).filter { !$0.isUnfinished } + (served[id] ?? []))
    }

    /// The taskings that have any of these people and have not ended, in the order of the list.
    func taskings(with people: some Sequence<String>) -> [Taskings.Tasking] {
        Set(people.flatMap { indicesByExpert[$0] ?? [] }).sorted().map { taskings[$0] }
    }
}

extension Taskings.Tasking {
    /// Whether the next step depends on answers that were given: people are agreed to and may be ordered, or the terms changed.
    var dependsOnAnswers: Bool {
        termsChanged == true || state == .consented || elements?.contains { $0.state == .agreed } == true
    }

    /// Those who are bound by it, from the order until they are home; nil for a record of before elements.
    var held: [Taskings.Element]? { elements?.filter { $0.state == .ordered || $0.isAbroad } }

    /// Whether its people are ordered, on the way, at work or on the way home.
    var isOut: Bool { [.ordered, .moving, .onTask, .returning].contains(state) || !abroad.isEmpty }

    /// Whether it was stopped, and its people are not home, or it is not closed with a report.
    var isUnfinished: Bool { [.recalled, .declined, .aborted].contains(state) && (!abroad.isEmpty || isToBeClosed) }

    /// `LATE by 12 min`; before the order and within a day of the last time for it, `within 2 h 10 min to be in time`; nil for neither.
    func timeliness(_ clock: Countdown) -> String? {
        if let lateTime { return "LATE by \(lateTime)" }
        guard let last = orderBy.flatMap({ try? Instant($0) }), clock.isOver(last, within: PendingDecision.missionWarning) else {
            return nil
        }
        return "within \(clock.left(until: last)) to be in time"
    }

    /// The experts in it who have not ended.
    var peopleNow: [String] {
        elements.map { $0.filter { !$0.hasEnded }.compactMap(\.expert) } ?? assignments.map(\.expert)
    }
}

extension Requests.Request.Precedence {
    /// 0 is the highest.
    var rank: Int { Self.allCases.count - 1 - (Self.allCases.firstIndex(of: self) ?? 0) }
}
