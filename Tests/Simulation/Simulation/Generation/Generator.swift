import CRRTDomain
import CRRTProtocol
import SeededNumbers
import Varlink

/// Draws the next step of a life, as things stand: mostly what people would do next, often enough what they must not, and what the
/// machine does to them.
public struct Generator {
    /// What a life is mostly about; each seed has its own.
    struct Temper: Sendable {
        /// Of a hundred calls.
        var hostile = 5
        var strays = 5
        var rehearsals = 3
        var repeats = 5
        /// Of a hundred steps. A start takes as long as thirty calls, a backup as a hundred.
        var machine = 1
        var watches = 2
        var time = 5
        var together = 5
        var trouble = 1
    }

    var random: SeededGenerator
    var number = 0
    let temper: Temper
    let scope: Scope
    var nextName = 0

    /// How all names begin that are drawn.
    static let names = "Named Person "
    /// Why people are ill.
    static let illness = "fever"

    /// Whose life it is about.
    public enum Scope: Sendable {
        case all
        /// Of two worlds: what happens in both, and what happens in one.
        case open, hidden

        var nations: [String] {
            switch self {
            case .all: Cast.nations
            case .open: Twin.open
            case .hidden: Twin.hidden
            }
        }
    }

    public init(seed: UInt64, scope: Scope = .all) {
        self.scope = scope
        random = SeededGenerator(seed: seed)
        var temper = Temper()
        // Some lives are quiet, some are all trouble.
        switch Int.random(in: 0..<5, using: &random) {
        case 0: temper.trouble = 0
        case 1: (temper.trouble, temper.machine) = (6, 3)
        case 2: temper.hostile = 25
        default: break
        }
        // The same trouble does not come at the same place to two worlds, and a flood waits behind what the others ask.
        if scope != .all { temper.trouble = 0 }
        if scope == .hidden { (temper.machine, temper.watches, temper.time) = (0, 0, 0) }
        self.temper = temper
    }

    mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }
    mutating func pick<Element>(_ elements: [Element]) -> Element { elements[Int.random(in: 0..<elements.count, using: &random)] }
    mutating func pickAny<Element>(_ elements: [Element]) -> Element? { elements.isEmpty ? nil : pick(elements) }
    mutating func some<Element>(_ elements: [Element], _ count: Int) -> [Element] {
        Array(elements.shuffled(using: &random).prefix(count))
    }

    /// The next step of a world.
    public mutating func next(_ world: World) -> Step {
        var step = draw(world)
        // Often enough, entries share a millisecond. A hidden step must not move the clock of one world alone.
        step.pause = scope != .hidden && chance(75) ? 1 : 0
        return step
    }

    private mutating func draw(_ world: World) -> Step {
        number += 1
        let isShuffled = chance(30)
        // A full disk is noticed.
        if chance(temper.machine + (world.isFull ? 5 : 0)), let action = machineAction(world) {
            return Step(number, action, trouble: chance(temper.trouble) ? machineTrouble(action) : nil, isShuffled: isShuffled)
        }
        if chance(temper.watches) { return Step(number, watchAction(world), isShuffled: isShuffled) }
        if chance(temper.time) { return Step(number, timeAction(world), isShuffled: isShuffled) }
        let count = chance(temper.together) ? Int.random(in: 2...6, using: &random) : 1
        var requests = (0..<count).map { _ in request(world) }
        // A list that is followed through its pages goes alone.
        if count > 1 { for place in requests.indices { requests[place].followsPages = false } }
        if let flood = flood(world) { requests = flood }
        let trouble = chance(temper.trouble) ? callTrouble() : nil
        return Step(number, .call(requests), trouble: trouble, isShuffled: isShuffled)
    }

    /// A step of the hidden life between those of the open one, whose numbers go on.
    mutating func next(_ world: World, numbered open: inout Generator) -> Step {
        number = open.number
        defer { open.number = number }
        return next(world)
    }

    /// One call.
    private mutating func request(_ world: World) -> SimulatedRequest {
        if chance(temper.repeats), let repeated = repetition(world) { return repeated }
        var request = chance(temper.hostile) ? hostile(world) : sensible(world)
        if chance(temper.strays) { request.caller = pick(everybody) }
        if chance(temper.rehearsals) { request.rehearses = true }
        if world.origin.isExercise, chance(25), let person = world.site.person(request.caller) {
            (request.part, request.caller) = (person.name, Cast.control)
        }
        return request
    }

    /// In the hidden life nobody of the open one, and nobody who has not to do with a nation.
    private var everybody: [UInt32] {
        Cast.people.filter { $0.nation.map(scope.nations.contains) ?? true }.map(\.uid) + [Cast.root, Cast.stranger, Cast.control]
    }

    private mutating func sensible(_ world: World) -> SimulatedRequest {
        let model = world.model
        if model.order.experts.count(where: { scope.nations.contains($0.nation.description) }) < scope.nations.count {
            return rosterRequest(world)
        }
        switch Int.random(in: 0..<100, using: &random) {
        case 0..<10: return rosterRequest(world)
        case 10..<14: return standbyRequest(world)
        case 14..<27: return reading(world)
        default:
            // Few at a time, so that they get somewhere.
            let open = requests(world).filter { id in model.requests[id].map { [.submitted, .validated].contains($0.state) } ?? false }
                .suffix(3)
            if chance(open.count < 3 ? 20 : 2) { return submission(world) }
            let ids = chance(90) ? Array(open) : requests(world).suffix(6)
            guard let id = pickAny(ids), let request = model.requests[id] else { return submission(world) }
            return step(request, world)
        }
    }

    /// A call of a method with its parameters as they stand on the wire, ids replaced by references.
    mutating func call<M: VarlinkMethod>(_ method: M.Type, _ parameters: M.Parameters, by caller: UInt32, _ world: World)
        -> SimulatedRequest
    {
        SimulatedRequest(M.name, Reference.insert(parameters.jsonString(), world.referenceOf), by: caller)
    }

    // What the life is about, of what there is.
    func experts(_ world: World) -> [ExpertID] { world.model.order.experts.filter { isOwn($0.nation) } }
    func teams(_ world: World) -> [TeamID] { world.model.order.teams.filter { isOwn($0.nation) } }
    func effects(_ world: World) -> [EffectID] { world.model.order.effects.filter { isOwn($0.nation) } }
    func requests(_ world: World) -> [RequestID] { world.model.order.requests.filter { isOwn($0.nation) } }
    func taskings(_ world: World) -> [TaskingID] { world.model.order.taskings.filter { isOwn($0.request.nation) } }
    private func isOwn(_ nation: NationCode) -> Bool { scope == .all || scope.nations.contains(nation.description) }

    /// A key for most calls, so that they can be repeated.
    mutating func key() -> String? { chance(75) ? "k\(number)-\(Int.random(in: 0..<1_000_000, using: &random))" : nil }

    /// A call that was made before, as it was or, with its key, as another one.
    private mutating func repetition(_ world: World) -> SimulatedRequest? {
        // In two worlds only the one that both have is repeated.
        if scope != .all { return nil }
        guard let key = pickAny(world.model.receipts.sortedKeys), let receipt = world.model.receipts.all[key] else { return nil }
        var request = receipt.request
        guard chance(15), var object = try? JSONObject(json: request.parameters) else { return request }
        switch Int.random(in: 0..<2, using: &random) {
        case 0:
            object["ifRevision"] = 1
            request.parameters = object.jsonString()
        default:
            request.method = Requests.Validate.name
            request.parameters = #"{"id":"REQ-ALB-2026-0001","idempotencyKey":"\#(key.key)"}"#
        }
        return request
    }
}
