import CRRTProtocol

// Who is in a tasking, and how far each of them is.

extension Taskings.Element {
    /// The handle of the expert, or the id of the effect.
    var who: String { expert ?? effect ?? "" }

    /// Whether it waits for a consent or for the order.
    var isUnordered: Bool { state == .asked || state == .agreed }

    /// Whether it is on its way to the work, or at it.
    var isForward: Bool {
        switch state {
        case .asked, .agreed, .ordered, .moving, .onTask: true
        case .returning, .home, .out: false
        }
    }

    /// Whether it has departed or begun, and is not home.
    var isAbroad: Bool { state == .moving || state == .onTask || state == .returning }

    /// Whether it came home, or left before it departed.
    var hasEnded: Bool { state == .home || state == .out }

    /// Why it left, in words; nil while it is forward.
    var why: String? {
        switch cause {
        case .refused: "refused"
        case .lapsed: "no answer in time"
        case .revoked: "consent taken back"
        case .recalled: "recalled"
        case .ill: "ill"
        case .replaced: "replaced"
        case .amended: "request amended"
        case .hostRevoked: "host's consent taken back"
        case .aborted: "aborted"
        case .released: "released"
        case .ceased: "ceased"
        case nil: nil
        }
    }
}

extension Taskings.Outcome {
    /// `partly achieved: two of three services`
    var words: String {
        let result =
            switch result {
            case .achieved: "achieved"
            case .partly: "partly achieved"
            case .notAchieved: "not achieved"
            case .unknown: "unknown"
            }
        return result + (text.map { ": \($0)" } ?? "")
    }
}

extension Taskings.Tasking {
    /// Those in a state, by what they are called.
    func names(where isMeant: (Taskings.Element) -> Bool) -> [String] { (elements ?? []).filter(isMeant).map(\.who) }

    /// Those who have departed or begun, and are not home. Empty for a daemon that does not tell.
    var abroad: [String] { names(where: \.isAbroad) }

    /// Those who are on the way home.
    var returning: [String] { names { $0.state == .returning } }

    /// Whether it waits for nothing but its closing report: nobody is forward, and all who had gone are home.
    ///
    /// Records of before elements do not say when anybody left. They are not closed afterwards.
    var isToBeClosed: Bool {
        guard let elements, closedAt == nil, elements.allSatisfy(\.hasEnded) else { return false }
        switch state {
        case .returning: return true
        case .recalled, .declined, .aborted: return elements.contains { $0.state == .home && $0.leftAt != nil }
        case .awaitingConsent, .consented, .ordered, .moving, .onTask, .closed: return false
        }
    }

    /// The command for what comes after people turned back; nil where others are forward, or nothing is left.
    var wayHome: String? {
        if !returning.isEmpty { return (["crrtctl tasking home \(id)"] + returning.map { "--expert \($0)" }).joined(separator: " ") }
        return isToBeClosed ? "crrtctl tasking close \(id) --report …" : nil
    }
}
