import CRRTDomain
import CRRTProtocol

/// The label of what is shown, as the daemon says it; it stands first and last, in an exercise with that word before it.
struct Marking: Equatable, Sendable {
    static let exercise = "EXERCISE"

    var isExercise = false
    var classification: Classification?
    /// Nations and groups that all of it may be shown to; nil where there are none.
    var releasableTo: [String]?

    /// `EXERCISE NR REL TO EST`; nil where there is nothing to say.
    var line: String? {
        let release = releasableTo.map { "REL TO " + $0.joined(separator: " ") }
        let words = [isExercise ? Marking.exercise : nil, classification?.rawValue, release].compactMap { $0 }
        return words.isEmpty ? nil : words.joined(separator: " ")
    }

    /// Of the pages of one list: the highest, and those whom every page names. The daemon alone knows who belongs to a group, so this may
    /// name fewer than may know, never more.
    func joined(with other: Marking) -> Marking {
        Marking(
            isExercise: isExercise || other.isExercise, classification: [classification, other.classification].compactMap { $0 }.max(),
            releasableTo: common(with: other))
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
            isExercise: wire.exercise, classification: Classification(rawValue: wire.classification.rawValue),
            releasableTo: wire.releasableTo)
    }

    /// What a reply is marked with; nil where it bears no marking.
    init?(of reply: Any) {
        switch reply {
        case let reply as any MarkedReply:
            guard let wire: any WireMarking = reply.marking else { return nil }
            self.init(wire)
        case let caller as Service.WhoAmI.Reply:
            self.init(
                isExercise: caller.exercise ?? (caller.actingAs != nil),
                classification: caller.floor.flatMap { Classification(rawValue: $0.rawValue) })
        default: return nil
        }
    }
}
