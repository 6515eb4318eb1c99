import CRRTProtocol
import Varlink

/// What revoking a consent does to its tasking.
enum RevocationEffect: Equatable {
    /// Only the extension that was asked for is dropped. The old terms run until this time, RFC 3339.
    case longer(end: String)
    /// People come out of the tasking.
    case withdrawn(Withdrawn)

    struct Withdrawn: Equatable {
        /// The nation whose people they are; nil where it is the host's word, for all people.
        var nation: String?
        /// Whether any of them is ordered, which makes it a recall.
        var isRecall: Bool
        /// Those who have departed or begun.
        var home: [String]
        /// The others.
        var out: [String]
    }

    /// Foresees the effect from the state of the tasking, or reads it from the tasking afterwards.
    ///
    /// - Parameters:
    ///   - alone: Whether only the consent to these terms is revoked.
    ///   - before: The tasking before the revocation.
    ///   - ended: The tasking after it; nil while it is only planned.
    /// - Returns: nil if all whom it is about had turned back before, so that there is nothing to revoke.
    init?(_ consent: Consents.Consent, alone: Bool, in before: Taskings.Tasking, ended: Taskings.Tasking? = nil) {
        let forward = RevocationEffect.elements(of: before).filter(\.isForward)
        // People may serve under the longer period already, while other nations have not answered.
        let isInForce = forward.contains { $0.until == consent.until && (consent.kind == .host || $0.nation == consent.nation) }
        if alone, RevocationEffect.isLonger(consent, before), !isInForce {
            self = .longer(end: before.end)
            return
        }
        let isHost = RevocationEffect.isHosts(consent, alone: alone, before)
        let concerned = forward.filter { (isHost || $0.nation == consent.nation) && (!alone || consent.covers($0)) }
        let present = ended.map { RevocationEffect.elements(of: $0) }
        // The tasking may have been ordered, or people may have departed, in the meantime.
        let now = concerned.map { element in present?.first { $0.isSame(as: element) } ?? element }
        guard !now.isEmpty else { return nil }
        let home = now.filter(\.isAbroad).map(\.who)
        self = .withdrawn(
            Withdrawn(
                nation: isHost ? nil : consent.nation,
                isRecall: now.contains { $0.ordered == true || $0.state == .ordered || $0.isAbroad },
                home: home, out: now.filter { !$0.isAbroad }.map(\.who)))
    }

    var isLonger: Bool { if case .longer = self { true } else { false } }

    /// One sentence for the question before the revocation.
    var consequence: String {
        guard case .withdrawn(let people) = self else { return "Only the longer period falls; the tasking goes on under the old terms." }
        let recall = people.isRecall ? "That is a recall, and the duty desk is alerted. " : ""
        return recall + (people.nation.map { "Only \($0)'s people come out; " } ?? "All its people come out; ") + people.words
            + "."
    }

    func outcome(_ times: TimeStyle) -> String {
        switch self {
        case .longer(let end): "the longer period falls; the old terms run until \(times.short(end))"
        case .withdrawn(let people):
            (people.isRecall ? "recalled: " : "") + people.words
        }
    }
}

extension RevocationEffect.Withdrawn {
    /// `out: EST-0001; on the way home until reported home: EST-0002`
    fileprivate var words: String {
        let parts = [("out", out), ("on the way home until reported home", home)]
        return parts.filter { !$0.1.isEmpty }.map { "\($0.0): \($0.1.joined(separator: " "))" }.joined(separator: "; ")
    }
}

extension RevocationEffect {
    private static func isLonger(_ consent: Consents.Consent, _ tasking: Taskings.Tasking) -> Bool {
        guard let asked = tasking.extension else { return false }
        return consent.until.map { $0 == asked.end } ?? (asked.digest == consent.digest)
    }

    /// Whether it is about everybody: it is the host's word, or that falls with it.
    private static func isHosts(_ consent: Consents.Consent, alone: Bool, _ tasking: Taskings.Tasking) -> Bool {
        // A nation that only lends the team has no people of its own in it: the team goes.
        if consent.terms?["elements"]?.arrayValue?.isEmpty == true { return true }
        if alone || consent.kind == .host { return consent.kind == .host }
        return tasking.consents.contains { $0.nation == consent.nation && $0.kind == .host && $0.state == .granted }
    }

    /// Those in the tasking. A daemon of before elements names people and effects, and they are as far as the tasking is.
    private static func elements(of tasking: Taskings.Tasking) -> [Taskings.Element] {
        if let elements = tasking.elements { return elements }
        let state: Taskings.Element.State =
            switch tasking.state {
            case .awaitingConsent: .asked
            case .consented: .agreed
            case .ordered: .ordered
            case .moving: .moving
            case .onTask: .onTask
            case .returning: .returning
            case .closed, .declined, .recalled, .aborted: .out
            }
        let people = tasking.assignments.map { (seat: Int?.some($0.seat), expert: String?.some($0.expert), effect: String?.none) }
        let effects = (tasking.effects ?? []).map { (seat: Int?.none, expert: String?.none, effect: String?.some($0)) }
        return (people + effects).map { one in
            .init(
                seat: one.seat, expert: one.expert, effect: one.effect, nation: String((one.expert ?? one.effect ?? "").prefix(3)),
                batch: 0,
                state: state, start: tasking.start, until: tasking.end)
        }
    }
}

extension Taskings.Element {
    fileprivate func isSame(as other: Taskings.Element) -> Bool { who == other.who && seat == other.seat && batch == other.batch }
}

extension Consents.Consent {
    /// Whether its terms name an element as it is planned now. Where they are not known in words, it is about the proposal.
    fileprivate func covers(_ element: Taskings.Element) -> Bool {
        if let batch, batch != element.batch { return false }
        guard let parts = terms?["elements"]?.arrayValue, !parts.isEmpty else { return element.batch == 0 }
        return parts.contains { part in
            func text(_ name: String) -> String? { part.objectValue?[name]?.stringValue }
            return text("expert") == element.expert && text("effect") == element.effect && text("end") == element.until
        }
    }
}
