/// What a failing life comes to, for a person: what broke, the shortest life that breaks it, and how to do the same by hand.
public struct FailureReport: Sendable {
    public let seed: UInt64
    public let violation: Violation
    /// The shortest life that was found.
    public let steps: [Step]
    public let text: String

    /// Shrinks the life of a story that has failed.
    ///
    /// - Parameter most: shorter lives that are tried.
    public init?(_ story: Life.Story, _ origin: World.Origin, most: Int = 3000) {
        guard let violation = story.violation else { return nil }
        var shrinking = Shrinking(origin, violation.invariant, most: most)
        let steps = shrinking.shrink(story.steps)
        let typed = Lines()
        let last = Life.repeating(steps, origin, .init(typed: { typed.add($0) }))
        (seed, self.steps) = (origin.seed, steps)
        self.violation = last.violation ?? violation
        text = """
            seed \(origin.seed), step \(story.steps.count): \(violation)
            shrunk to \(steps.count) steps by \(shrinking.tries) lives: \(last.violation.map { "\($0)" } ?? "and then it held; see the steps")

            --- to type, on a machine whose clock says 2026-12-01T03:00:00Z:
            \(typed.all.joined(separator: "\n"))

            --- to replay, crrtd-simulate --replay FILE:
            \(LifeText(origin, steps).text)
            """
    }
}
