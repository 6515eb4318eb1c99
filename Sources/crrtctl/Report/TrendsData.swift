import CRRTDomain
import CRRTProtocol

/// The requests that were filed and the consents that were asked for from one time to another. A question counts by when it was asked,
/// whenever its request was filed.
struct TrendsData {
    /// A request with the times of its way; nil for steps that were not taken.
    struct Filed {
        var request: Requests.Request
        var at: Instant
        var validated: Instant?
        var ordered: Instant?
        /// When the first of its people were on task.
        var arrived: Instant?
        /// How many of its places were given to people by an order who did not leave before their time.
        var placesFilled = 0
        /// Whether the first of its people began after the work was to begin.
        var isLate = false
    }

    let from: Instant
    let until: Instant
    /// In the order of filing.
    let filed: [Filed]
    let histories: [ConsentHistory]
    /// How often each nation recalled people who were ordered.
    let recalls: [String: Int]

    /// - Parameters:
    ///   - requests: All that may have been filed in this time, or that questions of this time may be about.
    ///   - entries: The journal's entries about these requests and their taskings, in order.
    init(
        from: Instant, until: Instant, requests: [Requests.Request], taskings: [Taskings.Tasking], entries: [Journal.Entry]
    ) {
        (self.from, self.until) = (from, until)
        var first: [String: [String: Instant]] = [:]
        var recalls: [String: Int] = [:]
        for entry in entries {
            guard let at = try? Instant(entry.at) else { continue }
            if first[entry.subject]?[entry.event] == nil { first[entry.subject, default: [:]][entry.event] = at }
            if from <= at, at < until, let nation = entry.recallingNation { recalls[nation, default: 0] += 1 }
        }
        self.recalls = recalls
        let own = Dictionary(grouping: taskings, by: \.request)
        filed = requests.compactMap { request -> Filed? in
            guard let id = request.id, let at = first[id]?[JournalEvent.requestSubmitted.rawValue], from <= at, at < until else {
                return nil
            }
            let taskings = own[id] ?? []
            let times = taskings.compactMap { first[$0.id] }
            func earliest(_ event: JournalEvent) -> Instant? { times.compactMap { $0[event.rawValue] }.min() }
            let arrived = earliest(.taskingBegun)
            let begun = taskings.flatMap { $0.elements ?? [] }.compactMap { $0.begunAt.flatMap { try? Instant($0) } }.min() ?? arrived
            let start = try? Instant(request.start)
            return Filed(
                request: request, at: at, validated: first[id]?[JournalEvent.requestValidated.rawValue],
                ordered: earliest(.taskingOrdered), arrived: arrived, placesFilled: OpenSeats.filled(request, taskings),
                isLate: begun.flatMap { begun in start.map { $0 < begun } } ?? false)
        }.sorted { ($0.at.milliseconds, NaturalOrder($0.request.id ?? "")) < ($1.at.milliseconds, NaturalOrder($1.request.id ?? "")) }
        histories = ConsentHistory.read(entries).filter { from <= $0.asked && $0.asked < until }
    }
}

extension Journal.Entry {
    /// The nation that recalled people after their order; nil for other entries, and where it took back its consent.
    fileprivate var recallingNation: String? {
        event == JournalEvent.taskingRecalled.rawValue && detail("kind") == nil ? detail("nation") : nil
    }
}

extension TrendsData.Filed {
    /// The sectors by code, or else those in words, which are written with commas between them.
    var sectors: [String] {
        if let codes = request.incident?.sectors, !codes.isEmpty { return codes }
        var words: [String] = []
        for part in (request.sector ?? "").split(separator: ",") {
            let word = part.lowercased().split(separator: " ").joined(separator: " ")
            if !word.isEmpty, !words.contains(word) { words.append(word) }
        }
        return words.isEmpty ? ["not stated"] : words
    }

    var severity: String { request.severity?.rawValue ?? "not stated" }
    var precedence: String { request.precedence?.rawValue ?? "not stated" }
    var state: String { request.state?.rawValue ?? "not stated" }

    /// How many people the request asks for.
    var places: Int { request.seats.reduce(0) { $0 + ($1.count ?? 1) } }

    /// `2027-03`, UTC.
    var month: String { String(at.description.prefix(7)) }

    /// The time from the filing to a step, in milliseconds.
    func took(_ step: KeyPath<TrendsData.Filed, Instant?>) -> Int64? { self[keyPath: step].map { $0.milliseconds - at.milliseconds } }
}
