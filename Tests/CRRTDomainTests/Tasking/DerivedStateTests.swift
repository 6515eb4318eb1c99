import SeededNumbers
import Testing

@testable import CRRTDomain

/// The state of a tasking follows from its elements, and the part of a nation from its own.
@Suite("Derived state")
struct DerivedStateTests {
    private static let hour: Int64 = 3_600_000
    private static let (ordered, abroad) = (Set<Element.State>([.ordered, .moving, .onTask, .returning, .home]), Element.State.returning)

    /// Every element that there can be: each state, with each cause that it may have left for.
    private static let elements: [(state: Element.State, wasOrdered: Bool, cause: Element.Cause?)] =
        Element.State.allCases.flatMap { state -> [(Element.State, Bool, Element.Cause?)] in
            let causes: [Element.Cause?] = state.isForward ? [nil] : Element.Cause.allCases.map { $0 }
            let orders = state == .out ? [false, true] : [ordered.contains(state)]
            return causes.flatMap { cause in orders.map { (state, $0, cause) } }
        }

    @Test("of each pair of elements, hosted or not, closed or not, as domain.md section 4 has it")
    func pairs() throws {
        for first in Self.elements {
            for second in Self.elements {
                for (isHosted, isClosed) in [(false, false), (true, false), (false, true), (true, true)] {
                    let tasking = try Self.tasking([first, second], hosted: isHosted ? [0] : [], closed: isClosed)
                    let told = Self.told([first, second], isHosted, isClosed)
                    #expect(tasking.derivedState == told, "\(first) \(second) hosted \(isHosted) closed \(isClosed)")
                }
            }
        }
    }

    /// The words of the page once more, independent of the code.
    private static func told(
        _ elements: [(state: Element.State, wasOrdered: Bool, cause: Element.Cause?)], _ isHosted: Bool, _ isClosed: Bool
    ) -> Tasking.State {
        let states = elements.map(\.state)
        for (state, shown) in [(Element.State.onTask, Tasking.State.onTask), (.moving, .moving), (.ordered, .ordered)]
        where states.contains(state) { return shown }
        if states.contains(.asked) { return .awaitingConsent }
        if states.contains(.agreed) { return isHosted ? .consented : .awaitingConsent }
        if elements.contains(where: { $0.cause == .aborted }) { return .aborted }
        let served = elements.filter(\.wasOrdered)
        if served.isEmpty { return .declined }
        let taken: Set<Element.Cause> = [.recalled, .revoked, .hostRevoked]
        if served.allSatisfy({ $0.cause.map(taken.contains) ?? false }) { return .recalled }
        return isClosed ? .closed : .returning
    }

    @Test("what happens to others' elements leaves a nation's part as it is, but for a close, which is for all")
    func parts() throws {
        var random = SeededGenerator(seed: 29)
        for _ in 0..<2000 {
            let own = Self.elements.randomElement(using: &random)!
            let hosted = Bool.random(using: &random) ? [0] : []
            let worlds = try (0..<2).map { _ in
                let others = (0..<Int.random(in: 1...3, using: &random)).map { _ in Self.elements.randomElement(using: &random)! }
                var tasking = try Self.tasking([own] + others, hosted: hosted, closed: false)
                tasking.countParts(since: nil) { "digest of \($0)" }
                return tasking
            }
            let estonia = try NationCode("EST")
            var (one, other) = (worlds[0].part(of: estonia), worlds[1].part(of: estonia))
            // In the one world another nation's people are lost to the tasking; the part must not tell.
            (one.parts, other.parts) = ([], [])
            #expect(one == other, "\(own)")
            #expect(one.elements.allSatisfy { $0.nation == estonia } && one.nations == [estonia])
        }
    }

    @Test("a part is counted where it changed, and only there")
    func counted() throws {
        let (estonia, latvia) = (try NationCode("EST"), try NationCode("LVA"))
        var first = try Self.tasking([(.asked, false, nil), (.asked, false, nil)], hosted: [], closed: false)
        first.countParts(since: nil) { "digest of \($0)" }
        #expect(first.parts.map(\.revision) == [1, 1] && first.parts.allSatisfy { $0.changedIn == 1 })
        var second = first
        second.revision = 2
        second.elements[0] = try second.elements[0].after(.agree, at: second.period.start)
        second.countParts(since: first) { "digest of \($0)" }
        #expect(second.parts.map(\.revision) == [2, 1] && second.parts.map(\.changedIn) == [2, 1])
        #expect(second.concerns(estonia) && !second.concerns(latvia))
        #expect(second.part(of: estonia).revision == 2 && second.part(of: latvia).revision == 1)
        var third = second
        third.revision = 3
        third.countParts(since: second) { $0 == latvia ? "other terms" : "digest of \($0)" }
        #expect(third.parts.map(\.revision) == [2, 2] && !third.concerns(estonia) && third.part(of: latvia).digest == "other terms")
    }

    /// The first element is Estonia's, the others Latvia's.
    private static func tasking(
        _ elements: [(state: Element.State, wasOrdered: Bool, cause: Element.Cause?)], hosted: [Int], closed: Bool
    ) throws -> Tasking {
        let period = try Period(start: Instant(milliseconds: hour), end: Instant(milliseconds: 9 * hour))
        let people = try elements.enumerated().map { index, element in
            Element(
                .person(try ExpertID(index == 0 ? "EST-0001" : "LVA-000\(index)"), seat: index), state: element.state, period: period,
                wasOrdered: element.wasOrdered, left: element.cause.map { .init($0, at: nil) })
        }
        return Tasking(
            id: try TaskingID("TSK-ALB-2026-0001-1"), kind: .assembled, elements: people, hostedBatches: hosted,
            nations: [try NationCode("EST"), try NationCode("LVA")], period: period, proposedBy: Principal(name: "desk", uid: 1),
            replyBy: period.start, digest: "whole", salt: "salt", closedAt: closed ? period.end : nil)
    }
}
