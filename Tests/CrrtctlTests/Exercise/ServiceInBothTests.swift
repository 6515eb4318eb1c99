import CRRTDomain
import Testing

@testable import crrtctl

/// People who serve in the exercise and in the real instance at the same time are found by their handles.
@Suite("People in two instances")
struct ServiceInBothTests {
    @Test(
        "periods that overlap are found, back to back is allowed",
        arguments: [
            ([(0, 5)], [(5, 9)], 0), ([(0, 5)], [(4, 9)], 1), ([(4, 9)], [(0, 5)], 1), ([(5, 9)], [(0, 5)], 0),
            ([(0, 1), (6, 8)], [(2, 3), (5, 7)], 1), ([(3, 4)], [(0, 9), (1, 2)], 1), ([(3, 4)], [(0, 1), (1, 2)], 0),
            ([(0, 2), (4, 6)], [(1, 5)], 2),
        ] as [([(Int, Int)], [(Int, Int)], Int)])
    func overlaps(_ exercise: [(Int, Int)], _ real: [(Int, Int)], _ count: Int) throws {
        let found = ServiceInBoth.find(
            exercise: ["EST-0001": try services(exercise, "EXT")].keyed, real: ["EST-0001": try services(real, "TSK")].keyed)
        #expect(found.count == count)
        for both in found { #expect(both.exercise.period.overlaps(both.real.period)) }
    }

    @Test("other people are not confused")
    func others() throws {
        let one = try services([(0, 5)], "EXT")
        #expect(ServiceInBoth.find(exercise: ["EST-0001": one].keyed, real: ["EST-0002": one, "LVA-0001": one].keyed) == [])
    }

    private func services(_ days: [(Int, Int)], _ kind: String) throws -> [ServicePeriods.Service] {
        try days.enumerated().map { index, day in
            let day0 = Instant(milliseconds: 1_800_000_000_000)
            return ServicePeriods.Service(
                tasking: try TaskingID("\(kind)-ALB-2026-0001-\(index + 1)"), state: .agreed,
                period: try Period(start: day0.adding(days: day.0), end: day0.adding(days: day.1)))
        }
    }
}

extension [String: [ServicePeriods.Service]] {
    fileprivate var keyed: [ExpertID: [ServicePeriods.Service]] {
        [ExpertID: [ServicePeriods.Service]](
            uniqueKeysWithValues: compactMap { id, services in (try? ExpertID(id)).map { ($0, services) } })
    }
}
