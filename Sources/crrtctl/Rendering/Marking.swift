import CRRTDomain
import CRRTProtocol

/// The label of the output, as the daemon computed it. It is the first and the last line, in an exercise after the word `EXERCISE`.
struct Marking: Equatable, Sendable {
    static let exercise = "EXERCISE"
    /// Stands beside `EXERCISE` as long as a no-duff message stands.
    static let noDuff = "*** NO DUFF: a real matter, crrtctl no-duff list ***"

    var isExercise = false
    /// Whether a no-duff message stands in the exercise.
    var hasNoDuff = false
    var classification: Classification?
    /// The nations and groups that may see all of it; nil if there are none.
    var releasableTo: [String]?

    /// `EXERCISE NR REL TO EST`; nil if it is empty.
    var line: String? {
        let release = releasableTo.map { "REL TO " + $0.joined(separator: " ") }
        let alarm = hasNoDuff ? Marking.noDuff : nil
        let words = [isExercise ? Marking.exercise : nil, classification?.rawValue, release, alarm].compactMap { $0 }
        return words.isEmpty ? nil : words.joined(separator: " ")
    }

    /// What notices and results without a label bear in an exercise: `EXERCISE`, and that a no-duff message stands; else nil.
    var banner: String? { isExercise ? Marking(isExercise: true, hasNoDuff: hasNoDuff).line : nil }

    /// The marking of several pages of a list: the highest classification, and the nations and groups that every page names. Only the
    /// daemon knows the members of a group, so this may name fewer readers than the label allows, but never more.
    func joined(with other: Marking) -> Marking {
        Marking(
            isExercise: isExercise || other.isExercise, hasNoDuff: hasNoDuff || other.hasNoDuff,
            classification: [classification, other.classification].compactMap { $0 }.max(),
            releasableTo: common(with: other))
    }

    /// The marking of several replies together; nil where none is marked.
    static func joined(_ markings: [Marking?]) -> Marking? {
        markings.compactMap { $0 }.reduce(nil as Marking?) { $0?.joined(with: $1) ?? $1 }
    }

    private func common(with other: Marking) -> [String]? {
        guard let mine = releasableTo, let theirs = other.releasableTo else { return nil }
        let names = mine.filter(theirs.contains)
        return names.isEmpty ? nil : names
    }
}

extension Marking {
    init(_ wire: some WireMarking) {
        self.init(
            isExercise: wire.exercise, hasNoDuff: wire.noDuff ?? false,
            classification: Classification(rawValue: wire.classification.rawValue),
            releasableTo: wire.releasableTo)
    }

    /// The marking of a reply; nil if it has none.
    init?(of reply: Any) {
        switch reply {
        case let reply as any MarkedReply:
            guard let wire: any WireMarking = reply.marking else { return nil }
            self.init(wire)
        case let caller as Service.WhoAmI.Reply:
            self.init(
                isExercise: caller.exercise ?? (caller.actingAs != nil), hasNoDuff: caller.noDuff ?? false,
                classification: caller.floor.flatMap { Classification(rawValue: $0.rawValue) })
        default: return nil
        }
    }
}
