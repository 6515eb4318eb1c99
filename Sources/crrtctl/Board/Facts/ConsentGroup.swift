import CRRTDomain
import CRRTProtocol

/// The outstanding consents of a tasking that have the same deadline.
struct ConsentGroup: Equatable, Sendable {
    var tasking: String
    var replyBy: Instant
    /// Whose answers are missing, such as `ALB (host)` and `DEU`, in the order of the daemon's list.
    var missing: [String]
    var nations: Set<String>
    /// When the duty desk reminded one of them last; nil where it did not.
    var remindedAt: Instant?

    /// The groups by deadline, the soonest first.
    static func groups(of consents: [Consents.Consent]) -> [ConsentGroup] {
        struct Key: Hashable {
            let tasking: String
            let replyBy: Instant
        }
        var (groups, indices): ([ConsentGroup], [Key: Int]) = ([], [:])
        for consent in consents where consent.state == .requested {
            guard let replyBy = try? Instant(consent.replyBy) else { continue }
            let name = consent.kind == .contribute ? consent.nation : "\(consent.nation) (\(consent.kind.rawValue))"
            let key = Key(tasking: consent.tasking, replyBy: replyBy)
            let reminded = consent.remindedAt.flatMap { try? Instant($0) }
            if let index = indices[key] {
                groups[index].missing.append(name)
                groups[index].nations.insert(consent.nation)
                groups[index].remindedAt = [groups[index].remindedAt, reminded].compactMap { $0 }.max()
            } else {
                indices[key] = groups.count
                groups.append(
                    .init(tasking: consent.tasking, replyBy: replyBy, missing: [name], nations: [consent.nation], remindedAt: reminded))
            }
        }
        return groups.sorted { ($0.replyBy, NaturalOrder($0.tasking)) < ($1.replyBy, NaturalOrder($1.tasking)) }
    }
}
