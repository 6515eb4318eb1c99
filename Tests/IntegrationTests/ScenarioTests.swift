import CRRTProtocol
import CRRTTestSupport
import Glibc
import Testing
import Varlink

/// The eight scenarios on the sample roster: candidates, or an honest "none" with reasons.
@Suite("Scenarios", .needsOtherUsers)
struct ScenarioTests {
    @Test("every scenario gets candidates or a reason")
    func all() throws {
        try RunningDaemon.with { daemon in
            try daemon.importSampleRoster()
            let duty = try daemon.connect(uid: TestSite.duty)
            for name in MovedSamples.scenarios {
                let described = try MovedSamples.scenario(name)
                let match = try duty.call(Requests.Match.self, .init(request: described, limit: 5))
                #expect(match.seats.count == described.seats.count, "\(name)")
                let whole = match.candidates.filter { $0.openSeats == 0 }
                if name == "impossible" {
                    #expect(whole.isEmpty)
                    let advice = try #require(try duty.call(Requests.Relax.self, .init(request: described)).relaxations.first)
                    // The terms that come with the advice do what it says.
                    let mended = try duty.call(Requests.Match.self, .init(request: advice.amended))
                    #expect(mended.seats[advice.seat].eligible == match.seats[advice.seat].eligible + advice.gains)
                } else if whole.isEmpty {
                    let short = match.seats.filter { $0.eligible < $0.count }
                    #expect(!short.isEmpty || match.candidates.allSatisfy { $0.openSeats > 0 }, "\(name) has no candidate and no reason")
                    #expect(try !duty.call(Requests.Relax.self, .init(request: described)).relaxations.isEmpty, "\(name)")
                }
                for candidate in whole { try check(candidate, described, name) }
                for assigned in match.candidates.flatMap(\.assignments) {
                    let why = try duty.call(Requests.Explain.self, .init(request: described, expert: assigned.expert))
                    #expect(why.eligibleSeats?.contains(assigned.seat) == true, "\(name) \(assigned.expert)")
                }
            }
        }
    }

    @Test("the seats that each expert is eligible for are those that a match counts")
    func eligibleSeats() throws {
        try RunningDaemon.with { daemon in
            try daemon.importSampleRoster()
            let duty = try daemon.connect(uid: TestSite.duty)
            let described = try MovedSamples.scenario("albania-2022")
            var counts = [Int](repeating: 0, count: described.seats.count)
            for expert in try duty.call(Roster.ListExperts.self, .init(limit: 1000)).experts ?? [] {
                let why = try duty.call(Requests.Explain.self, .init(request: described, expert: expert.id))
                #expect(why.eligible == (why.eligibleSeats?.count == counts.count), "\(expert.id)")
                for seat in why.eligibleSeats ?? [] { counts[seat] += 1 }
            }
            #expect(try duty.call(Requests.Match.self, .init(request: described)).seats.map(\.eligible) == counts)
        }
    }

    /// A valid cover: distinct people, the right number on each seat, none of the asking nation, nations and consents to match.
    private func check(_ candidate: Requests.Candidate, _ request: Requests.Request, _ name: String) throws {
        #expect(Set(candidate.assignments.map(\.expert)).count == candidate.assignments.count, "\(name)")
        for (seat, wanted) in request.seats.enumerated() {
            let people = candidate.assignments.filter { $0.seat == seat }
            #expect(people.count == wanted.count ?? 1, "\(name) seat \(seat)")
            #expect(people.allSatisfy { $0.level >= wanted.minLevel }, "\(name) seat \(seat)")
            if wanted.lead == true { #expect(people.contains { $0.level >= 4 }, "\(name) seat \(seat)") }
        }
        #expect(candidate.assignments.allSatisfy { $0.nation != request.nation && candidate.nations.contains($0.nation) }, "\(name)")
        #expect(candidate.arrivalHours == candidate.assignments.map(\.noticeHours).max() || candidate.team != nil, "\(name)")
        #expect(candidate.consents?.count == candidate.nations.count + 1, "\(name)")
    }
}
