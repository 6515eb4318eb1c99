import CRRTProtocol
import CRRTStore
import CRRTTestSupport
import Testing
import Varlink

@testable import CRRTService

/// Two worlds that differ only in what a caller may not see answer them alike, byte for byte. Masked is only the epoch of each world's
/// database, which is random.
@Suite("Non-interference")
struct NonInterferenceTests {
    /// All that an onlooker hears in one world.
    private struct Heard {
        var names: World.Names
        var answers: [(probe: String, replies: [String])] = []
        var watched: [String] = []
        /// The auditor's journal: what really happened.
        var truth: [String] = []
    }

    @Test("whatever is hidden, an onlooker hears the same", arguments: Onlooker.all)
    func sameAnswers(onlooker: Onlooker) throws {
        // Of an even number one world has nothing hidden in it.
        for seed in onlooker.seeds { try compare(onlooker, seed: seed) }
    }

    private func compare(_ onlooker: Onlooker, seed: UInt64) throws {
        let (one, other) = (try listen(onlooker, seed: seed, world: 0), try listen(onlooker, seed: seed, world: 1))
        #expect(one.names == other.names, "seed \(seed): the worlds differ in what is open; the test is wrong")
        #expect(one.truth != other.truth, "seed \(seed): nothing differs, so nothing is proved")
        for (left, right) in zip(one.answers, other.answers) where left.replies != right.replies {
            Issue.record("seed \(seed), \(onlooker): \(left.probe)\n  \(Self.difference(left.replies, right.replies))")
            return
        }
        let (left, right) = (Self.withoutHeartbeats(one.watched), Self.withoutHeartbeats(other.watched))
        if left != right { Issue.record("seed \(seed), \(onlooker), watching: \(Self.difference(left, right))") }
    }

    /// Heartbeats come by a real clock, so how many there are says nothing; but each must repeat the position before it.
    private static func withoutHeartbeats(_ replies: [String]) -> [String] {
        var position: JSONValue?
        return replies.filter { reply in
            let object = try? JSONObject(json: reply.dropFirst(2).utf8)
            defer { position = object?["seq"] }
            return object?["entry"] != nil || object?["seq"] != position
        }
    }

    @Test("every method is asked")
    func everyMethodIsProbed() throws {
        try InProcessDesk.with(Onlooker.site) { desk in
            for onlooker in Onlooker.all {
                let probes = Probes(
                    onlooker,
                    .init(requests: ["REQ-ALB-2020-0001"], taskings: ["TSK-ALB-2020-0001-1"], states: [], waiting: [], campaigns: []),
                    seed: 1)
                var missing = Set(desk.router.methods).subtracting(probes.all.map(\.method))
                if onlooker.weighs { missing.subtract([Service.CheckRoster.name, Service.GetConfiguration.name, Metrics.List.name]) }
                #expect(missing == [], "\(onlooker) does not ask; add a probe")
            }
        }
    }

    private func listen(_ onlooker: Onlooker, seed: UInt64, world number: UInt64) throws -> Heard {
        try InProcessDesk.with(Onlooker.site) { desk in
            let watch = desk.begin(Journal.Watch.name, Array(#"{"since":0}"#.utf8), more: true, as: onlooker.uid)
            var world = try World(desk, onlooker, seed: seed, number: number)
            try world.live(steps: 30)
            try world.pause()
            var heard = Heard(names: try world.names())
            for (number, probe) in Probes(onlooker, heard.names, seed: seed).all.enumerated() {
                // A position is told apart from the others of its millisecond by reading them all.
                if number.isMultiple(of: 4) { desk.clock.advance(milliseconds: 1) }
                let before = desk.instance.environment.roster.snapshot.seq
                heard.answers.append((probe.description, answer(probe, desk, onlooker.uid)))
                if desk.instance.environment.roster.snapshot.seq != before { desk.letWatchersRead() }
            }
            try world.live(steps: 5)
            heard.truth = desk.transcript(Journal.Read.name, Array("{}".utf8), more: true, as: TestSite.auditor)
            desk.instance.stop()
            heard.watched = withoutEpoch(watch.wait(), desk)
            return heard
        }
    }

    private func answer(_ probe: Probes.Probe, _ desk: InProcessDesk, _ uid: UInt32) -> [String] {
        withoutEpoch(probe.method == Journal.Watch.name && probe.more ? watched(probe, desk, uid) : asked(probe, desk, uid), desk)
    }

    private func withoutEpoch(_ replies: [String], _ desk: InProcessDesk) -> [String] {
        let epoch = desk.instance.epochs.current.id
        return replies.map { $0.replacing(epoch, with: "epoch") }
    }

    private func asked(_ probe: Probes.Probe, _ desk: InProcessDesk, _ uid: UInt32) -> [String] {
        var (parameters, replies) = (probe.parameters, [String]())
        while true {
            let page = desk.transcript(probe.method, parameters.jsonBytes(), more: probe.more, as: uid)
            replies += page
            guard probe.paged, let last = page.last, last.hasPrefix("= "), replies.count < 500,
                let next = (try? JSONObject(json: last.dropFirst(2).utf8))?["next"], next != .null
            else { return replies }
            parameters[next.stringValue == nil ? "since" : "after"] = next
        }
    }

    /// What a watch says before anything new happens.
    private func watched(_ probe: Probes.Probe, _ desk: InProcessDesk, _ uid: UInt32) -> [String] {
        let call = desk.begin(probe.method, probe.parameters.jsonBytes(), more: true, as: uid)
        call.waitForFirst()
        desk.letWatchersRead()
        defer { call.close() }
        return Self.withoutHeartbeats(call.replies)
    }

    private static func difference(_ one: [String], _ other: [String]) -> String {
        let place = zip(one, other).enumerated().first { $1.0 != $1.1 }?.offset ?? min(one.count, other.count)
        func text(_ replies: [String]) -> String { place < replies.count ? String(replies[place].prefix(2000)) : "nothing" }
        return "reply \(place) of \(one.count) and \(other.count):\n  \(text(one))\n  \(text(other))"
    }
}
