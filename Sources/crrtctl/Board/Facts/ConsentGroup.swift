import CRRTDomain
import CRRTProtocol

/// The answers that one tasking still waits for, by one deadline.
struct ConsentGroup: Equatable, Sendable {
    var tasking: String
    var replyBy: Instant
    /// `ALB (host)`, `DEU`, in the order of the daemon.
    var missing: [String]
    var nations: Set<String>

    /// The soonest first.
    static func groups(of consents: [Consents.Consent]) -> [ConsentGroup] {
        var groups: [ConsentGroup] = []
        for consent in consents where consent.state == .requested {
            guard let replyBy = try? Instant(consent.replyBy) else { continue }
            let name = consent.kind == .contribute ? consent.nation : "\(consent.nation) (\(consent.kind.rawValue))"
            if let index = groups.firstIndex(where: { $0.tasking == consent.tasking && $0.replyBy == replyBy }) {
                groups[index].missing.append(name)
                groups[index].nations.insert(consent.nation)
            } else {
                groups.append(.init(tasking: consent.tasking, replyBy: replyBy, missing: [name], nations: [consent.nation]))
            }
        }
        return groups.sorted { ($0.replyBy, $0.tasking) < ($1.replyBy, $1.tasking) }
    }
}
