import CRRTDomain
import CRRTProtocol

/// What the board shows, as it was read at one moment. It holds only what the caller may see.
struct BoardData: Sendable, Equatable {
    var caller = Service.WhoAmI.Reply(uid: 0, roles: [])
    /// The label of all of it together.
    var marking: Marking?
    /// Submitted, validated and returned ones.
    var requests: [Requests.Request] = [] { didSet { requestPlaces = BoardData.places(requests) { [$0.id].compactMap { $0 } } } }
    /// When each request was submitted first, where the caller sees that entry of the journal.
    var filed: [String: Instant] = [:]
    /// From the proposal to the way home.
    var taskings: [Taskings.Tasking] = [] {
        didSet {
            taskingPlaces = BoardData.places(taskings) { [$0.id] }
            placesByRequest = BoardData.places(taskings) { [$0.request] }
            placesByExpert = BoardData.places(taskings) { $0.assignments.map(\.expert) }
        }
    }
    /// Recalled, declined and aborted ones of these requests.
    var fallen: [Taskings.Tasking] = [] { didSet { fallenByRequest = BoardData.places(fallen) { [$0.request] } } }
    /// Those that are waited for.
    var consents: [Consents.Consent] = []
    /// nil where the caller, or an older daemon, has no such report.
    var readiness: [Reports.NationStrength]?
    var readAt = Instant(milliseconds: 0)

    /// Where in the lists above a record is, by its id, its request's, or its people's. On a full board every row asks for others.
    private var requestPlaces: [String: [Int]] = [:]
    private var taskingPlaces: [String: [Int]] = [:]
    private var placesByRequest: [String: [Int]] = [:]
    private var placesByExpert: [String: [Int]] = [:]
    private var fallenByRequest: [String: [Int]] = [:]

    private static func places<Record>(_ records: [Record], _ keys: (Record) -> [String]) -> [String: [Int]] {
        var places: [String: [Int]] = [:]
        for (place, record) in records.enumerated() {
            for key in keys(record) { places[key, default: []].append(place) }
        }
        return places
    }
}

/// An entry of the journal with its label.
struct BoardEvent: Sendable, Equatable {
    var entry: Journal.Entry
    var marking: Marking?
}

extension BoardData {
    /// The nation that the caller speaks for, where they have no other role: they decide for it alone. nil otherwise.
    var onlyNation: String? {
        let rooms = ["duty", "authority", "auditor"]
        return caller.roles.contains { rooms.contains($0) } ? nil : caller.nation
    }

    /// Who is looking: `duty-desk`, or the user.
    var callerName: String {
        caller.actingAs ?? caller.principals?.first ?? caller.user ?? "uid \(caller.uid)"
    }

    func request(_ id: String) -> Requests.Request? { requestPlaces[id]?.first.map { requests[$0] } }

    /// The tasking where it is still alive.
    func tasking(_ id: String) -> Taskings.Tasking? { taskingPlaces[id]?.first.map { taskings[$0] } }

    /// Those that are alive of a request, in the order of the list.
    func taskings(of request: String) -> [Taskings.Tasking] { (placesByRequest[request] ?? []).map { taskings[$0] } }

    /// Recalled, declined and aborted ones of a request, in the order of the list.
    func fallen(of request: String) -> [Taskings.Tasking] { (fallenByRequest[request] ?? []).map { fallen[$0] } }

    /// Those that are alive and have any of these people, in the order of the list.
    func taskings(with people: some Sequence<String>) -> [Taskings.Tasking] {
        Set(people.flatMap { placesByExpert[$0] ?? [] }).sorted().map { taskings[$0] }
    }
}

extension Taskings.Tasking {
    /// Whether its people are ordered away from their own work, or on the way home.
    var isOut: Bool { [.ordered, .moving, .onTask, .returning].contains(state) }
}

extension Requests.Request.Precedence {
    /// 0 is the highest.
    var rank: Int { Self.allCases.count - 1 - (Self.allCases.firstIndex(of: self) ?? 0) }
}
