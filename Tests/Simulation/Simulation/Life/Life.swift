/// One life of the daemon, drawn from a seed.
public struct Life: Sendable {
    public var seed: UInt64
    public var length: Int
    public var folder: String
    /// See ``World/Origin/ignoresSyncs``.
    public var ignoresSyncs = false

    public init(seed: UInt64, length: Int, folder: String = "/dev/shm") { (self.seed, self.length, self.folder) = (seed, length, folder) }

    /// Seeds differ in more than their steps: one in five is an exercise, one in six has a signing key (a signature takes longer
    /// than a call), one in six is two worlds.
    public var origin: World.Origin {
        var origin = World.Origin(
            seed: seed, isExercise: seed % 5 == 3, isSigned: seed % 6 == 1, isTwin: seed % 6 == 5, folder: folder)
        origin.ignoresSyncs = ignoresSyncs
        return origin
    }

    /// What a life has come to.
    public struct Story: Sendable {
        public var steps: [Step] = []
        public var violation: Violation?
        public var coverage = Coverage()
        /// Of all answers.
        public var digest = AnswerDigest()
    }

    /// What is told of a life while it is lived.
    public struct Telling: Sendable {
        /// Steps, calls and answers.
        public var steps: (@Sendable (String) -> Void)?
        /// Commands to type.
        public var typed: (@Sendable (String) -> Void)?
        public init(steps: (@Sendable (String) -> Void)? = nil, typed: (@Sendable (String) -> Void)? = nil) {
            (self.steps, self.typed) = (steps, typed)
        }
    }

    /// Lives it.
    public func live(_ telling: Telling = Telling()) -> Story {
        var generator = Generator(seed: seed, scope: origin.isTwin ? .open : .all)
        var beside = Generator(seed: seed ^ 0xBE51DE, scope: .hidden)
        var left = length
        return Life.live(origin, telling) { world, other in
            defer { left -= 1 }
            if left <= 0 { return nil }
            guard let other, generator.chance(40) else { return generator.next(world) }
            var step = beside.next(other, numbered: &generator)
            step.isHidden = true
            return step
        }
    }

    /// Takes given steps.
    public static func repeating(_ steps: [Step], _ origin: World.Origin, _ telling: Telling = Telling()) -> Story {
        var left = steps[...]
        return live(origin, telling) { _, _ in left.popFirst() }
    }

    private static func live(_ origin: World.Origin, _ telling: Telling, _ next: (World, _ other: World?) -> Step?) -> Story {
        var story = Story()
        do {
            let twin = origin.isTwin ? try Twin(origin) : nil
            let world = try twin?.one ?? World(origin)
            // The second of two worlds takes all steps.
            let told = twin?.other ?? world
            (told.tell, told.type) = (telling.steps, telling.typed)
            defer { (story.coverage, story.digest) = (told.coverage, told.digest) }
            while let step = next(world, twin?.other) {
                story.steps.append(step)
                telling.steps?(step.text)
                if let twin { try twin.take(step) } else { try world.take(step) }
            }
            if let twin { try twin.takeLast() } else { try world.takeLast() }
        } catch let violation as Violation {
            story.violation = violation
        } catch {
            story.violation = Violation(.answered, "\(error)")
        }
        return story
    }
}
