import Testing

@testable import crrtctl

@Suite struct NaturalOrderTests {
    /// Each before the next.
    private static let ordered = [
        "", "-", "-1", "-2", "-02", "-10", "REQ-ALB-2026-0001", "REQ-ALB-2026-9999", "REQ-ALB-2026-10000", "REQ-ALB-2027-0001",
        "REQ-EST-2026-0001", "TSK-ALB-2026-0001", "TSK-ALB-2026-0001-2", "TSK-ALB-2026-0001-10", "TSK-ALB-2026-0001-10 x",
        "TSK-ALB-2026-0001-99999999999999999999998", "TSK-ALB-2026-0001-99999999999999999999999", "TSK-ALB-2026-0002-1", "a", "é",
    ]

    @Test func allPairs() {
        for (place, text) in Self.ordered.enumerated() {
            for (other, another) in Self.ordered.enumerated() {
                #expect((NaturalOrder(text) < NaturalOrder(another)) == (place < other), "\(text) and \(another)")
            }
        }
        #expect(Self.ordered.reversed().sortedNaturally() == Self.ordered)
    }
}
