import CRRTDomain
import CRRTProtocol
import Varlink

/// A journal entry as text: what happened to its subject, such as `offer withdrawn`, `departed` or `EST (contribute) agreed`.
///
/// The text depends on what the reader sees. If the act of another nation is withheld, it says which state the tasking has now.
struct EventText {
    let entry: Journal.Entry
    let times: TimeStyle

    init(_ entry: Journal.Entry, _ times: TimeStyle) {
        self.entry = entry
        self.times = times
    }

    /// The text on one line.
    var line: String { text.split(separator: "\n").joined(separator: "; ") }

    /// The text. Each field that an amendment changed has a line of its own.
    var text: String {
        guard let event = JournalEvent(rawValue: entry.event) else {
            return entry.event == EventText.withheld ? changed : entry.event
        }
        return words(event)
    }

    /// The event that the daemon shows instead of another nation's act: an answer, a recall, or no answer in time.
    private static let withheld = "tasking.changed"

    private func words(_ event: JournalEvent) -> String {
        switch event {
        case .expertPut, .teamPut, .effectPut: put
        case .expertOffer, .teamOffer, .effectOffer: offer
        case .expertNameErased: "name erased"
        case .expertRecalled: "recalled by \(entry.detail("nation") ?? "the nation")" + reason(entry.detail("reason"))
        case .rosterImported: ImportCount.words(entry)
        case .requestSubmitted: "submitted"
        case .requestAmended: amended
        case .requestValidated: "validated"
        case .requestReturned: "returned" + reason(entry.detail("reason") ?? entry.requests.last?.remark)
        case .requestCancelled: "cancelled" + reason(entry.detail("reason") ?? entry.requests.last?.remark)
        case .requestClosed: "closed" + reason(entry.requests.last?.remark)
        case .requestExpired: "expired: its period is over"
        case .taskingProposed: "proposed" + reason(joined([entry.taskings.last.map(EventText.people), asks]))
        case .taskingBatchProposed: "proposed"
        case .taskingWithdrawn: "withdrawn"
        case .taskingHome: "home"
        case .taskingOrdered: "ordered"
        case .taskingDeparted: "departed"
        case .taskingBegun: "on task"
        case .taskingReleased: "released: on the way home"
        case .taskingClosed: "closed" + reason(entry.taskings.last?.remark)
        case .taskingRecalled: entry.taskings.last?.remark ?? "recalled"
        case .taskingAborted: "aborted" + reason(entry.taskings.last?.remark)
        case .taskingAffected: "affected" + reason(affected)
        case .extensionAsked:
            joined(["asked to stay until \(entry.taskings.last?.extension.map { times.short($0.end) } ?? "later")", asks])
        case .consentEndorsed: answered("has agreed with one of two voices")
        case .consentGranted: answered("agreed")
        case .consentRefused: answered("refused")
        case .consentRevoked: answered("took its word back")
        case .consentLapsed: answered("did not answer in time: that is a refusal")
        }
    }

    private func reason(_ text: String?) -> String { text.map { $0.isEmpty ? "" : ": \($0)" } ?? "" }

    /// Joins the parts that are not empty. The reader may see no people or effects, or no consents.
    private func joined(_ parts: [String?]) -> String { parts.compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: "; ") }
}

// MARK: - Offers

extension EventText {
    private var put: String {
        if let outcome = entry.detail("import") { return "imported: \(outcome == "created" ? "new" : "changed")\(standing)" }
        return (entry.firstRecord?["revision"]?.integerValue == 1 ? "new" : "changed") + standing
    }

    /// The state of an offer that is not `offered`: `, suspended`.
    private var standing: String {
        let state = entry.firstRecord?["offer"]?.objectValue?["state"]?.stringValue
        return state.map { $0 == "offered" ? "" : ", \($0)" } ?? ""
    }

    private var offer: String {
        let offer = entry.firstRecord?["offer"]?.objectValue
        let until = offer?["validUntil"]?.stringValue.map { " until \(times.short($0))" } ?? ""
        switch entry.detail("event") ?? offer?["state"]?.stringValue {
        case "offer"?: return "offered\(until)"
        case "confirm"?: return "offer confirmed\(until)"
        case "suspend"?, "suspended"?: return "offer suspended"
        case "withdraw"?, "withdrawn"?: return "offer withdrawn" + (entry.isOfImport ? ": the import did not name it" : "")
        default: return "offer changed"
        }
    }
}

// MARK: - Requests

extension EventText {
    /// An amended request must be validated again. If only its label was made stricter, its state stays.
    private var amended: String {
        let changed = entry.detail("changed")
        let fields = Set((changed ?? "").split(separator: "\n").map { $0.prefix { $0 != ":" } })
        let state = entry.requests.last?.state
        let isRelabelled = !fields.isEmpty && fields.isSubset(of: ["classification", "releasableTo"]) && state != .submitted
        let words = isRelabelled ? "relabelled" : state == .submitted || state == nil ? "amended, to be validated anew" : "amended"
        return words + reason(changed)
    }
}

// MARK: - Taskings and consents

extension EventText {
    static func people(_ tasking: Taskings.Tasking) -> String {
        let parts: [String?] = [
            tasking.team, tasking.assignments.map { $0.expert }.joined(separator: " "), tasking.effects?.joined(separator: " "),
        ]
        return parts.compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: " ")
    }

    private var asks: String {
        let asked = entry.consents.filter { $0.state == .requested }.map(EventText.who)
        return asked.isEmpty ? "" : "asks " + asked.joined(separator: ", ")
    }

    /// `changed: now recalled`, `changed: now onTask until 2026-12-10 00:00Z`. The end is told while the people are on task, as another
    /// nation's answer may have moved it.
    private var changed: String {
        guard let tasking = entry.taskings.last else { return "changed" }
        return "changed: now \(tasking.state.rawValue)" + (tasking.state == .onTask ? " until \(times.short(tasking.end))" : "")
    }

    private static func who(_ consent: Consents.Consent) -> String { "\(consent.nation) (\(consent.kind.rawValue))" }

    /// `EST-0042: the clearance is too low (NR, NS needed)`
    private var affected: String? {
        guard let concern = entry.detail("concern") else { return entry.detail("offer") }
        let code = String(concern.prefix { $0 != " " })
        let meaning = ObjectionText.meaning(code)
        let words = meaning.isEmpty ? concern : meaning + concern.dropFirst(code.count)
        return [entry.detail("offer"), words].compactMap { $0 }.joined(separator: ": ")
    }

    private func answered(_ words: String) -> String {
        let mine = answer
        let who = mine.map(EventText.who) ?? entry.detail("nation") ?? "a nation"
        let isGrant = [JournalEvent.consentGranted.rawValue, JournalEvent.consentEndorsed.rawValue].contains(entry.event)
        let remark = isGrant ? mine?.conditions.map { "on condition: \($0)" } : mine?.reason
        return "\(who) \(words)\(reason(remark))\(outcome(isGrant: isGrant))\(voids)"
    }

    /// The consent that the entry is about, not those that ended with it.
    private var answer: Consents.Consent? {
        let decided = entry.consents.filter { $0.state != .requested || entry.event == JournalEvent.consentEndorsed.rawValue }
        let own = decided.first { $0.nation == entry.detail("nation") && $0.kind.rawValue == entry.detail("kind") }
        return own ?? decided.first { entry.voidCause(of: $0, after: nil) == nil }
    }

    /// The effect of an answer on the tasking.
    private func outcome(isGrant: Bool) -> String {
        switch entry.taskings.last?.state {
        case nil, .awaitingConsent?: ""
        case .consented?: "; all have agreed"
        case .declined?: "; with that it is declined"
        case .recalled?: "; with that it is recalled"
        default: isGrant ? "; the new terms are agreed by all" : "; the old terms stay"
        }
    }

    /// The nations whose consents became void by this answer.
    private var voids: String {
        let void = entry.consents.filter { entry.voidCause(of: $0, after: nil) != nil }
        return void.isEmpty ? "" : "; void: " + void.map(EventText.who).joined(separator: ", ")
    }
}
