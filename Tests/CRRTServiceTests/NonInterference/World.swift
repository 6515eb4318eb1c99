import CRRTDomain
import CRRTProtocol
import CRRTStore
import CRRTTestSupport
import SeededNumbers

/// One of two worlds that an onlooker cannot tell apart: what is open to them is the same in both, what is hidden from them is not.
struct World {
    let desk: InProcessDesk
    let onlooker: Onlooker
    private(set) var open: Lane
    private(set) var hidden: Lane
    private var timing: SeededGenerator
    private var others: SeededGenerator
    /// How much happens out of their sight; in the world of even numbers it may be nothing.
    private let mostHidden: Int
    private var waiting: [String] = []

    init(_ desk: InProcessDesk, _ onlooker: Onlooker, seed: UInt64, number: UInt64) throws {
        self.desk = desk
        self.onlooker = onlooker
        var (seen, unseen) = (onlooker.open, onlooker.hidden)
        let nation = onlooker.nation
        if onlooker.differingNotes {
            seen.note = { $0 == nation || $1 == nation ? "" : " in world \(number)" }
        }
        let constant = unseen.offersAreOpen
        unseen.secret = " in world \(number)"
        unseen.note = { _, _ in constant ? "" : " in world \(number)" }
        open = Lane(desk, seen, seed: seed)
        hidden = Lane(desk, unseen, seed: seed &* 1000 &+ number)
        timing = SeededGenerator(seed: seed &+ 77)
        others = SeededGenerator(seed: seed &* 1000 &+ number &+ 99)
        mostHidden = number == 0 && seed.isMultiple(of: 2) ? 0 : 3
        try open.settleOffers()
        try open.settleEffect()
        try open.settleCampaign()
        if mostHidden > 0 { try hidden.settleCampaign() }
        if unseen.offersAreOpen || mostHidden > 0 { try hidden.settleOffers() }
        if mostHidden > 0 { try hidden.settleEffect() }
    }

    /// Leaves matters that are over, and matters waiting, in both lanes.
    mutating func pause() throws {
        try open.leaveOver()
        waiting = try open.leaveOpen()
        if mostHidden > 0 {
            try hidden.leaveOver()
            _ = try hidden.leaveOpen()
        }
        desk.letWatchersRead()
    }

    /// A stretch of life. Time runs the same in both worlds; many things happen within one millisecond.
    mutating func live(steps: Int) throws {
        for _ in 0..<steps {
            desk.clock.advance(milliseconds: [0, 0, 0, 1, 1000, 60_000, 600_000, 7_200_000].randomElement(using: &timing)!)
            desk.settle()
            let around = mostHidden == 0 ? 0 : Int.random(in: 0...mostHidden, using: &others)
            let before = Int.random(in: 0...around, using: &others)
            for _ in 0..<before { try hidden.step() }
            try open.step()
            for _ in before..<around { try hidden.step() }
            desk.letWatchersRead()
        }
    }

    /// The ids of the open lane's records; a test that finds them different has built its worlds wrongly.
    func names() throws -> Names {
        try desk.store.read { rows in
            let requests = try onlooker.open.requesters.flatMap { nation in
                try rows.requests(nation: NationCode(nation), state: nil, after: nil, limit: 500)
            }
            let taskings = try requests.compactMap(\.id).flatMap { try rows.taskings(of: $0) }
            return Names(
                requests: requests.compactMap { $0.id?.description }, taskings: taskings.map(\.id.description),
                states: taskings.map(\.state.rawValue), waiting: waiting, campaigns: [open.campaign])
        }
    }

    struct Names: Equatable {
        var requests: [String]
        var taskings: [String]
        var states: [String]
        /// Taskings that wait for somebody's word.
        var waiting: [String]
        var campaigns: [String]
    }
}
