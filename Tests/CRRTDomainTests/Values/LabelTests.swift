import CRRTDomain
import SeededNumbers
import Testing

/// What is put together of several things: as secret as the most secret, known to those only who may know each.
@Suite struct LabelTests {
    private typealias Outcome = Result<Label, NotReleasable>

    private static let nations = try! ["ALB", "EST", "LVA"].map { try NationCode($0) }

    /// Every label that three nations can have. One released to none is a failure, which stays one in combinations.
    private static let all: [Outcome] = Classification.allCases.flatMap { level in
        (0..<8).map { set in
            let chosen = Set(nations.indices.filter { set & (1 << $0) != 0 }.map { nations[$0] })
            return Outcome { () throws(NotReleasable) in try Label(level, releasableTo: chosen) }
        }
    }

    private static func combined(_ left: Outcome, _ right: Outcome) -> Outcome {
        switch (left, right) {
        case (.success(let left), .success(let right)): Outcome { () throws(NotReleasable) in try left.combined(with: right) }
        default: .failure(NotReleasable(classification: max(level(left), level(right))))
        }
    }

    private static func level(_ outcome: Outcome) -> Classification {
        switch outcome {
        case .success(let label): label.classification
        case .failure(let error): error.classification
        }
    }

    @Test func combiningIsCommutativeAndIdempotent() {
        for left in Self.all {
            #expect(Self.combined(left, left) == left)
            for right in Self.all where Self.combined(left, right) != Self.combined(right, left) {
                Issue.record("\(left) and \(right)")
            }
        }
    }

    @Test func combiningIsAssociative() {
        for left in Self.all {
            for middle in Self.all {
                let both = Self.combined(left, middle)
                for right in Self.all where Self.combined(both, right) != Self.combined(left, Self.combined(middle, right)) {
                    Issue.record("\(left), \(middle) and \(right)")
                }
            }
        }
    }

    @Test func restrictionUnitesAndPermissionIntersects() {
        for case .success(let left) in Self.all {
            for case .success(let right) in Self.all {
                let common = left.releasableTo.intersection(right.releasableTo)
                let highest = max(left.classification, right.classification)
                switch Self.combined(.success(left), .success(right)) {
                case .success(let both):
                    #expect(both.classification == highest && both.releasableTo == common && !common.isEmpty)
                case .failure(let error): #expect(common.isEmpty && error.classification == highest)
                }
            }
        }
    }

    @Test func nobodyIsAnError() {
        #expect(throws: NotReleasable(classification: .secret)) { try Label(.secret, releasableTo: []) }
    }

    @Test func theFloorRaisesAndNeverLowers() throws {
        for case .success(let label) in Self.all {
            for floor in Classification.allCases {
                let raised = label.raised(to: floor)
                #expect(raised.classification == max(label.classification, floor))
                #expect(raised.releasableTo == label.releasableTo)
                #expect(raised.raised(to: floor) == raised)
            }
        }
    }

    /// Many at once, in any order and grouping, is the same as one after the other.
    @Test(arguments: [1, 2, 3, 4, 5, 6, 7, 8] as [UInt64])
    func manyAreOneAfterTheOther(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let nations = try (0..<12).map { try NationCode("AA" + String(UnicodeScalar(UInt8(65 + $0)))) }
        for _ in 0..<500 {
            let labels = try (0..<Int.random(in: 1...6, using: &random)).map { _ in
                let several = nations.shuffled(using: &random).prefix(Int.random(in: 5...12, using: &random))
                return try Label(Classification.allCases.randomElement(using: &random)!, releasableTo: Set(several))
            }
            let folded = labels.dropFirst().reduce(Outcome.success(labels[0])) { Self.combined($0, .success($1)) }
            for order in [labels, labels.reversed(), labels.shuffled(using: &random), labels + labels] {
                let whole = Outcome { () throws(NotReleasable) in try Label.combined(order) ?? labels[0] }
                #expect(whole == folded, "seed \(seed): \(order)")
            }
        }
        #expect(try Label.combined([]) == nil)
    }
}
