import CRRTDomain
import CRRTProtocol

/// Finds requests that may ask for the same help as one that is about to be filed.
enum RequestDuplicates {
    /// The requests of the same nation that are open, overlap in time and have a title of much the same words.
    static func of(_ request: Requests.Request, among known: [Requests.Request]) -> [Requests.Request] {
        guard let period = period(request) else { return [] }
        let title = words(request.title)
        return known.filter { other in
            other.nation == request.nation && other.isOpen && areNear(title, words(other.title))
                && self.period(other).map { $0.start < period.end && period.start < $0.end } ?? false
        }
    }

    private static func period(_ request: Requests.Request) -> (start: Instant, end: Instant)? {
        guard let start = try? Instant(request.start), let end = try? Instant(request.end) else { return nil }
        return (start, end)
    }

    /// The words of three letters and more, in small letters; of a title without such words all.
    private static func words(_ title: String) -> Set<String> {
        let all = title.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
        let telling = all.filter { $0.count > 2 }
        return Set(telling.isEmpty ? all : telling)
    }

    /// Whether more than half of the words of the shorter title are in the other.
    private static func areNear(_ one: Set<String>, _ other: Set<String>) -> Bool {
        one == other || one.intersection(other).count * 2 > min(one.count, other.count)
    }
}

extension RequestDuplicates {
    /// Warns of requests like this one. On a terminal it asks whether to go on; elsewhere the warning is a notice.
    ///
    /// - Throws: `cancelled` if the user does not go on.
    static func warn(of request: Requests.Request, yes: Bool, _ context: CommandContext) throws(Failure) {
        // A caller who may not list requests can still file one.
        guard
            let known = try? context.list(
                Requests.List.self, member: "requests",
                page: { .init(nation: request.nation, limit: CommandContext.pageSize, after: $0) }, read: { ($0.requests, $0.next) }
            ).records
        else { return }
        let alike = of(request, among: known)
        guard !alike.isEmpty else { return }
        for other in alike {
            context.screen.notice(
                "\(other.id ?? "") is like it: \(other.title), \(context.times.short(other.start)) to \(context.times.short(other.end)), "
                    + (other.state?.rawValue ?? ""))
        }
        let consequence = "It may ask for the same help twice; 'crrtctl request amend \(alike[0].id ?? "")' changes the one that is there."
        try Confirmation(act: "File it all the same", consequence: consequence).askOnTerminal(yes: yes, context)
    }
}
