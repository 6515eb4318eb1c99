import Testing

@testable import crrtctl

/// Where the board's last events begin, for callers whose positions are made of time.
@Suite struct RecentEventsTests {
    /// The events of a caller, each this number of hours ago; more than `most` of them are not read.
    private func window(_ ages: [Int], most: Int = 2500) throws -> (hours: Int?, events: Int) {
        func count(_ hours: Int) -> Int? {
            let found = ages.count { $0 <= hours }
            return found > most ? nil : found
        }
        let hours = try RecentEvents.window { (hours) throws(Failure) in count(hours) }
        return (hours, hours.flatMap(count) ?? ages.count)
    }

    @Test("after a quiet time the last events are shown, however long ago they were")
    func quiet() throws {
        #expect(try window((0..<60).map { 9 * 24 + $0 }).events >= 50)
        #expect(try window([9 * 24, 10 * 24, 400 * 24]) == (nil, 3))
        #expect(try window([]) == (nil, 0))
    }

    @Test("of many, a window that can be read")
    func busy() throws {
        let busy = try window((0..<20_000).map { $0 / 100 })
        #expect(busy.events >= 50 && busy.events <= 2500)
        let burst = try window(Array(repeating: 30, count: 5000) + [1, 2, 20])
        #expect(burst.events == 3)
    }
}
