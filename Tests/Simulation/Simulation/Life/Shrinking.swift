/// Makes a failing life shorter: leaves out steps for as long as what is left breaks the same invariant.
public struct Shrinking {
    private let origin: World.Origin
    private let invariant: Invariant
    private var left: Int
    /// How many shorter lives were lived.
    public private(set) var tries = 0

    /// - Parameter most: shorter lives that are tried.
    public init(_ origin: World.Origin, _ invariant: Invariant, most: Int = 3000) {
        var origin = origin
        origin.only = invariant
        (self.origin, self.invariant, left) = (origin, invariant, most)
    }

    public mutating func shrink(_ steps: [Step]) -> [Step] {
        var steps = withoutSubjects(steps)
        while true {
            let before = steps
            steps = withoutChunks(steps)
            steps = simpler(steps)
            if steps == before || left <= 0 { return steps }
        }
    }

    private mutating func fails(_ steps: [Step]) -> Bool {
        guard left > 0 else { return false }
        (left, tries) = (left - 1, tries + 1)
        return Life.repeating(steps, origin).violation?.invariant == invariant
    }

    /// Without all steps about a request, or all of a kind: half of these subjects at a time, then a quarter and so on. Most of a long life
    /// has nothing to do with what fails, and what a step depends on is mostly about the same request.
    private mutating func withoutSubjects(_ all: [Step]) -> [Step] {
        var (steps, subjects) = (all, Subjects(all))
        var size = max(1, subjects.names.count / 2)
        while true {
            for start in stride(from: 0, to: subjects.names.count, by: size) {
                let dropped = Set(subjects.names[start..<min(start + size, subjects.names.count)])
                let fewer = steps.filter { !dropped.contains(subjects.name(of: $0)) }
                if fewer.count < steps.count, fails(fewer) { steps = fewer }
            }
            if size == 1 || left <= 0 { return steps }
            subjects = Subjects(steps)
            size = max(1, min(size, subjects.names.count) / 2)
        }
    }

    /// Chunks of half the steps, of a quarter and so on, and then each by itself; the later ones first, as little depends on them.
    private mutating func withoutChunks(_ all: [Step]) -> [Step] {
        var (steps, size) = (all, max(1, all.count / 2))
        while true {
            var end = steps.count
            while end > 0 {
                let start = max(0, end - size)
                let fewer = Array(steps[..<start] + steps[end...])
                if fails(fewer) { steps = fewer }
                end = start
            }
            if size == 1 { return steps }
            size = max(1, size / 2)
        }
    }

    /// Steps that mean less: without trouble, in the ordinary order, fewer calls together.
    private mutating func simpler(_ all: [Step]) -> [Step] {
        var steps = all
        for place in steps.indices {
            for simpler in Self.simpler(steps[place]) {
                var tried = steps
                tried[place] = simpler
                if fails(tried) { steps = tried }
            }
        }
        return steps
    }

    private static func simpler(_ step: Step) -> [Step] {
        var found: [Step] = []
        func add(_ change: (inout Step) -> Void) {
            var simpler = step
            change(&simpler)
            if simpler != step { found.append(simpler) }
        }
        add { $0.isShuffled = false }
        add { $0.trouble = nil }
        if case .call(let requests) = step.action, requests.count > 1 {
            // Whose place changes is referred to no more; so the first ones stay where they are.
            for count in stride(from: requests.count - 1, to: 0, by: -1) { add { $0.action = .call(Array(requests.prefix(count))) } }
            add { $0.action = .call(Array(requests.suffix(1))) }
        }
        return found
    }
}
