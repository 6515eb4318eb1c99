import CRRTDomain
import SeededNumbers
import Testing

@testable import CRRTMatching

/// An expert who was added is found under their own handle, and no other expert is.
struct ExpertDirectoryTests {
    @Test(arguments: [UInt64(0), 1, 2, 3])
    func findsWhoWasAdded(_ seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let ids = (0..<20_000).map { IDKey(try! ExpertID("\(["ALB", "EST", "POL"][$0 % 3])-\($0)")) }.shuffled(using: &random)
        let (known, others) = (ids.prefix(15_000), ids.suffix(5000))
        var keys = PagedColumn<IDKey>()
        var table = ExpertHashTable()
        for key in known {
            if keys.count.isMultiple(of: 1000) { #expect(table.handle(of: key, in: keys) == nil, "seed \(seed)") }
            table.add(keys.append(key), in: keys)
        }
        for (handle, key) in known.enumerated() where table.handle(of: key, in: keys) != Int32(handle) {
            Issue.record("seed \(seed): handle \(handle) is not found")
        }
        #expect(others.allSatisfy { table.handle(of: $0, in: keys) == nil }, "seed \(seed)")
    }

    @Test func aCopyStaysAsItIs() throws {
        var keys = PagedColumn<IDKey>()
        var table = ExpertHashTable()
        let empty = table
        let key = IDKey(try ExpertID("EST-1"))
        table.add(keys.append(key), in: keys)
        #expect(table.handle(of: key, in: keys) == 0)
        #expect(empty.handle(of: key, in: keys) == nil)
    }
}
