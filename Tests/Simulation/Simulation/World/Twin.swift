/// Two worlds that take the same steps, but for those that one of them takes beside: everything about nations that the onlookers have
/// nothing to do with. Onlookers must be answered alike, byte for byte.
public final class Twin {
    /// Nations whose contact points look on.
    static let open = ["ALB", "EST", "LVA", "SWE"]
    /// Nations whose matters are in one world only.
    static let hidden = ["NOR", "POL"]

    private static let onlookers: Set<UInt32> =
        Set(open.flatMap { [Cast.contact($0), Cast.contact($0, second: true), Cast.lowContact($0)] } + [Cast.stranger])

    public let one: World
    public let other: World

    public init(_ origin: World.Origin) throws {
        (one, other) = (try World(origin), try World(origin))
    }

    public func take(_ step: Step) throws {
        if step.isHidden { return try other.take(step) }
        try one.take(step)
        try other.take(step)
        try compare(step)
    }

    public func takeLast() throws {
        try one.takeLast()
        try other.takeLast()
    }

    private func compare(_ step: Step) throws {
        for (left, right) in zip(one.lastOutcomes, other.lastOutcomes)
        where Self.onlookers.contains(left.request.caller) && left.request.part == nil {
            if Self.heard(left, one) != Self.heard(right, other) {
                throw Violation(
                    .interference,
                    "\(left.request.method) by \(left.principal) is answered \(Self.text(left)) in one world, and "
                        + "\(Self.text(right)) in the other")
            }
        }
        for (number, watch) in one.watches where Self.onlookers.contains(watch.request.caller) {
            guard let beside = other.watches[number] else { continue }
            let (left, right) = (Self.sent(watch, one), Self.sent(beside, other))
            if left != right {
                let place = zip(left, right).prefix { $0 == $1 }.count
                throw Violation(
                    .interference,
                    "watcher \(watch.request.caller) is sent \(Self.text(left, place)) in one world, and "
                        + "\(Self.text(right, place)) in the other")
            }
        }
    }

    private static func text(_ replies: [[UInt8]], _ place: Int) -> String {
        place < replies.count ? String(decoding: replies[place].prefix(600), as: UTF8.self) : "nothing more"
    }

    private static func heard(_ outcome: Outcome, _ world: World) -> [SimulatedCall.Reply] {
        outcome.replies.map { reply in
            var reply = reply
            (reply.json, reply.number) = (world.masked(reply.json), 0)
            return reply
        }
    }

    private static func sent(_ watch: Watch, _ world: World) -> [[UInt8]] { watch.call.replies.map { world.masked($0.json) } }

    private static func text(_ outcome: Outcome) -> String {
        (outcome.error ?? "") + String(decoding: outcome.answer.prefix(600), as: UTF8.self)
    }
}
