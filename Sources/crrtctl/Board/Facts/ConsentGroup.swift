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
        struct Key: Hashable {
            let tasking: String
            let replyBy: Instant
        }
        var (groups, places): ([ConsentGroup], [Key: Int]) = ([], [:])
        for consent in consents where consent.state == .requested {
            guard let replyBy = try? Instant(consent.replyBy) else { continue }
            let name = consent.kind == .contribute ? consent.nation : "\(consent.nation) (\(consent.kind.rawValue))"
            let key = Key(tasking: consent.tasking, replyBy: replyBy)
            if let index = places[key] {
                groups[index].missing.append(name)
                groups[index].nations.insert(consent.nation)
            } else {
                places[key] = groups.count
                groups.append(.init(tasking: consent.tasking, replyBy: replyBy, missing: [name], nations: [consent.nation]))
            }
        }
        return groups.sorted { ($0.replyBy, NumberOrder($0.tasking)) < ($1.replyBy, NumberOrder($1.tasking)) }
    }
}
