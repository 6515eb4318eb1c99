import CRRTDomain
import CRRTProtocol

/// The requests that were filed and the consents that were asked for from one time to another.
struct TrendsData {
    /// A request with the times of its way; nil for steps that were not taken.
    struct Filed {
        var request: Requests.Request
        var at: Instant
        var validated: Instant?
        var ordered: Instant?
        /// When the first of its people were on task.
        var arrived: Instant?
    }

    /// The numbers of a nation's answers.
    struct Answers: Equatable {
        var nation: String
        var granted = 0
        var refused = 0
        /// Silence until the time was out. It is no refusal.
        var lapsed = 0
        var open = 0
        /// Questions that ended without the nation's doing.
        var void = 0

        /// What the nation was asked and could answer until the end.
        var asked: Int { granted + refused + lapsed }
    }

    let from: Instant
    let until: Instant
    /// In the order of filing.
    let filed: [Filed]
    let histories: [ConsentHistory]

    /// - Parameters:
    ///   - requests: All that may have been filed in this time.
    ///   - entries: The journal's entries about these requests and their taskings, in order.
    init(
        from: Instant, until: Instant, requests: [Requests.Request], taskings: [Taskings.Tasking], entries: [Journal.Entry]
    ) {
        (self.from, self.until) = (from, until)
        var first: [String: [String: Instant]] = [:]
        for entry in entries {
            guard let at = try? Instant(entry.at), first[entry.subject]?[entry.event] == nil else { continue }
            first[entry.subject, default: [:]][entry.event] = at
        }
        let own = Dictionary(grouping: taskings, by: \.request)
        filed = requests.compactMap { request -> Filed? in
            guard let id = request.id, let at = first[id]?[JournalEvent.requestSubmitted.rawValue], from <= at, at < until else {
                return nil
            }
            let times = (own[id] ?? []).compactMap { first[$0.id] }
            func earliest(_ event: JournalEvent) -> Instant? { times.compactMap { $0[event.rawValue] }.min() }
            return Filed(
                request: request, at: at, validated: first[id]?[JournalEvent.requestValidated.rawValue],
                ordered: earliest(.taskingOrdered), arrived: earliest(.taskingBegun))
        }.sorted { ($0.at.milliseconds, NaturalOrder($0.request.id ?? "")) < ($1.at.milliseconds, NaturalOrder($1.request.id ?? "")) }
        histories = ConsentHistory.read(entries).filter { from <= $0.asked && $0.asked < until }
    }

    /// The answers by nation, in the order of their codes.
    var answers: [Answers] {
        Dictionary(grouping: histories, by: \.nation).map { nation, histories in
            histories.reduce(into: Answers(nation: nation)) { $0.count($1) }
        }.sorted { $0.nation < $1.nation }
    }
}

extension TrendsData.Answers {
    /// Counts a question by what came of it. What was agreed to and taken back later was agreed to.
    fileprivate mutating func count(_ history: ConsentHistory) {
        if let answer = history.versions.first(where: { $0.consent.state == .granted || $0.consent.state == .refused }) {
            if answer.consent.state == .granted { granted += 1 } else { refused += 1 }
        } else if history.versions.last?.void != nil {
            void += 1
        } else if history.latest.state == .lapsed {
            lapsed += 1
        } else {
            open += 1
        }
    }

    /// The fewest answers of which a share is told.
    static let fewest = 10

    /// `67 %` of what the nation was asked, or `few` where that would say more than the numbers hold.
    var share: String { asked < TrendsData.Answers.fewest ? "few" : "\(granted * 100 / asked) %" }
}

extension TrendsData.Filed {
    /// The sectors by code, or else the sector in words.
    var sectors: [String] {
        if let codes = request.incident?.sectors, !codes.isEmpty { return codes }
        return [request.sector ?? "not stated"]
    }

    var severity: String { request.severity?.rawValue ?? "not stated" }

    /// `2027-03`, UTC.
    var month: String { String(at.description.prefix(7)) }

    /// The time from the filing to a step, in milliseconds.
    func took(_ step: KeyPath<TrendsData.Filed, Instant?>) -> Int64? { self[keyPath: step].map { $0.milliseconds - at.milliseconds } }
}
