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
        case .effectRecalled: "recalled by \(entry.detail("nation") ?? "the nation")"
        case .effectCeased: "ceased by \(entry.detail("nation") ?? "the nation") in every tasking"
        case .contactPut: "contact \(entry.detail("contact") ?? "") is on record"
        case .contactRemoved: "contact \(entry.detail("contact") ?? "") removed"
        case .rosterImported: ImportCount.words(entry)
        case .requestSubmitted: "submitted"
        case .requestAmended: amended
        case .requestCorrected: corrected
        case .requestReferred: "referred" + reason(referral.map { "\($0.article.words), by \($0.by) to \($0.to)" })
        case .requestReferralReported: referralOutcome
        case .requestValidated: validated
        case .requestReturned: "returned" + reason(entry.detail("reason") ?? entry.requests.last?.remark)
        case .requestCancelled: "cancelled" + reason(entry.detail("reason") ?? entry.requests.last?.remark)
        case .requestClosed: "closed" + reason(entry.requests.last?.remark)
        case .requestExpired: "expired: its period is over"
        case .campaignOpened: "opened"
        case .campaignCorrected: "corrected" + reason(entry.detail("changed"))
        case .campaignClosed: "closed" + reason(entry.firstRecord?["outcome"]?.stringValue)
        case .standbyPut: "stated" + standbyTime
        case .standbyConfirmed: "confirmed by \(entry.detail("nation") ?? "a nation")"
        case .standbyWithdrawn: "withdrawn" + reason(entry.detail("reason"))
        case .standbySwapAsked: "exchange with \(entry.detail("with") ?? "another period") asked for"
        case .standbySwapRefused: "no exchange with \(entry.detail("with") ?? "another period")"
        case .standbySwapped: "exchanged with \(entry.detail("with") ?? "another period")" + standbyTime
        case .taskingProposed: "proposed" + reason(joined([entry.taskings.last.map(EventText.people), asks]))
        case .taskingBatchProposed: "replacement proposed" + reason(joined([batch, asks]))
        case .taskingOrdered: ordered
        case .taskingApproved: "approved politically" + reason(entry.detail("until").map { "work until \(times.short($0)) at the latest" })
        case .taskingApprovalWithdrawn: "political approval withdrawn" + reason(entry.detail("reason"))
        case .injectReleased: inject
        case .noDuffRaised: "NO DUFF, a real matter" + reason(entry.detail("text"))
        case .noDuffCleared: "no-duff message cleared" + reason(entry.detail("text"))
        case .noteAdded: "\(entry.detail("kind") ?? "note") \(entry.detail("note") ?? "")\(from), to \(entry.detail("to") ?? "desk")"
        case .noteErased: "\(entry.detail("kind") ?? "note") \(entry.detail("note") ?? "") erased"
        case .lessonDone: "lesson \(entry.detail("note") ?? "") done"
        case .handoverSigned:
            "handed over to \(entry.detail("to") ?? "another officer")" + reason(entry.detail("digest").map(EventText.report))
        case .handoverAccepted:
            "handover accepted, of \(entry.detail("from") ?? "another officer")" + reason(entry.detail("digest").map(EventText.report))
        case .consentReminded: "\(entry.consents.map(\.nation).joined(separator: " ")) reminded of the answer"
        case .taskingDeparted: step("departed")
        case .taskingBegun: step("on task")
        case .taskingReleased: "released: " + joined([entry.detail("experts"), "on the way home"])
        case .taskingWithdrawn: withdrawn
        case .taskingHome: home
        case .taskingClosed: "closed" + reason(entry.taskings.last?.remark)
        case .taskingRecalled: recalled
        case .taskingCeased: ceased
        case .taskingOutcome: outcome
        case .taskingAborted: "aborted" + reason(entry.detail("reason") ?? entry.taskings.last?.remark) + turnedBack
        case .taskingAffected: "affected" + reason(affected)
        case .termsAsked: joined(["the label is stricter", asks])
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

// MARK: - The exercise

extension EventText {
    /// `inject to EST LVA, about EXR-ALB-2026-0001: the ministry confirms`
    private var inject: String {
        let readers = entry.detail("to").map { " to \($0)" } ?? ""
        return "inject\(readers)" + (entry.detail("request").map { ", about \($0)" } ?? "") + reason(entry.detail("text"))
    }
}

// MARK: - Notes

extension EventText {
    /// ` of EST`, where a contact point wrote it.
    private var from: String { entry.detail("nation").map { " of \($0)" } ?? "" }
}

// MARK: - Handovers

extension EventText {
    /// `report 9f86d081884c…`: enough of the digest to compare two.
    private static func report(_ digest: String) -> String { "report \(digest.prefix(12))…" }
}

// MARK: - Requests

extension EventText {
    /// The referral that the entry is about; nil where the reader does not see the request.
    private var referral: Requests.Referral? {
        let number = entry.detail("referral").flatMap { Int($0) } ?? 0
        let all = entry.requests.last?.referrals ?? []
        return all.indices.contains(number - 1) ? all[number - 1] : nil
    }

    /// `outcome of a referral: …`, or of one that was on record `outcome of a referral corrected (the date was wrong): …`
    private var referralOutcome: String {
        let why = entry.detail("reason").map { " corrected (\($0))" } ?? ""
        return "outcome of a referral" + why + reason(referral?.outcome)
    }

    /// `validated: precedence: routine -> flash`, or `validated: precedence flash confirmed`
    private var validated: String {
        "validated" + reason(entry.detail("changed") ?? entry.detail("precedence").map { "precedence \($0) confirmed" })
    }

    private var corrected: String {
        guard let changed = entry.detail("changed") else { return "corrected" }
        let words = ContactChange.words(changed)
        return ContactChange.isAll(of: changed) ? words : "corrected" + reason(words)
    }

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

    // MARK: Single people

    /// `ordered`, or `ordered: replacement 1 (LVA-0007); not ordered: EST-0042`
    private var ordered: String {
        let tasking = entry.taskings.last
        let batches = (entry.detail("batch") ?? "").split(separator: " ").map { number in
            let names = tasking?.names { "\($0.batch)" == number && $0.ordered == true && $0.isForward } ?? []
            return (number == "0" ? "the proposal" : "replacement \(number)") + (names.isEmpty ? "" : " (\(names.joined(separator: " ")))")
        }
        let left = tasking?.names(where: \.isUnordered) ?? []
        return "ordered" + reason(batches.joined(separator: ", ")) + (left.isEmpty ? "" : "; not ordered: " + left.joined(separator: " "))
    }

    /// The people of a replacement, with their seats: `LVA-0007@1`.
    private var batch: String? {
        let number = entry.detail("batch")
        return entry.taskings.last?.elements?.filter { "\($0.batch)" == number }
            .map { $0.who + ($0.seat.map { "@\($0)" } ?? "") }.joined(separator: " ")
    }

    /// `departed`, or `departed: EST-0042, at 2026-12-04 06:00Z`. Who and when are told where they were stated.
    private func step(_ words: String) -> String {
        let stated = [entry.detail("experts"), entry.detail("at").map { "at \(times.short($0))" }].compactMap { $0 }
        return words + reason(stated.joined(separator: ", "))
    }

    /// `home: EST-0042 LVA-0007, at 2026-12-14 20:00Z; not home: DEU-0001`
    private var home: String {
        let (tasking, at) = (entry.taskings.last, entry.detail("at") ?? entry.at)
        let names = entry.detail("experts") ?? tasking?.names { $0.state == .home && $0.homeAt == at }.joined(separator: " ")
        let stated = [names, entry.detail("at").map { "at \(times.short($0))" }].compactMap { $0 }.filter { !$0.isEmpty }
        let away = tasking?.returning ?? []
        return "home" + reason(stated.joined(separator: ", "))
            + (away.isEmpty ? "" : "; still on the way home: " + away.joined(separator: " "))
    }

    /// `EST-0042 ill: broken arm; on the way home: EST-0042`
    private var withdrawn: String {
        let why = entry.detail("cause").map { $0 == "ill" ? "ill" : "no longer needed" } ?? "withdrawn"
        return [entry.detail("elements"), why].compactMap { $0 }.joined(separator: " ") + reason(entry.detail("reason")) + turnedBack
    }

    /// `EST-EFF-01 ceased by EST: the review was withdrawn; to be reported home: EST-EFF-01`
    private var ceased: String {
        let names = entry.taskings.last?.names { $0.state == .returning && $0.leftAt == entry.at } ?? []
        let by = entry.detail("by").map { " by \($0)" } ?? ""
        return [entry.detail("elements"), "ceased"].compactMap { $0 }.joined(separator: " ") + by + reason(entry.detail("reason"))
            + (names.isEmpty ? "" : "; to be reported home: " + names.joined(separator: " "))
    }

    /// `outcome of EST-EFF-01: partly achieved: two of three services`
    private var outcome: String {
        let effect = entry.detail("elements")
        let told = entry.taskings.last?.elements?.last { $0.effect == effect }?.outcome?.words
        return "outcome" + (effect.map { " of \($0)" } ?? "") + reason(told ?? entry.detail("result"))
    }

    /// `recalled by EST: needed at home`, of single people `recalled by EST (EST-0042): needed at home`. A consent that was taken back
    /// after the order has a kind.
    private var recalled: String {
        guard let nation = entry.detail("nation") else { return (entry.taskings.last?.remark ?? "recalled") + turnedBack }
        let names = entry.detail("elements").map { " (\($0))" } ?? ""
        let act = entry.detail("kind") == nil ? "recalled by \(nation)\(names)" : "\(nation) revoked"
        return act + reason(entry.detail("reason")) + turnedBack
    }

    /// Those who are on the way home by this entry.
    private var turnedBack: String {
        let names = entry.taskings.last?.names { $0.state == .returning && $0.leftAt == entry.at } ?? []
        return names.isEmpty ? "" : "; on the way home: " + names.joined(separator: " ")
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

    private static func who(_ consent: Consents.Consent) -> String { "\(consent.nation) (\(consent.kindWords))" }

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
        let remark = isGrant ? (entry.detail("conditions") ?? mine?.conditions).map { "on condition: \($0)" } : mine?.reason
        return "\(who) \(words)\(reason(remark))\(outcome(isGrant: isGrant))\(voids)"
    }

    /// The consent that the entry is about, not those that ended with it: an earlier consent of the same nation is spent when the nation
    /// grants a stricter label or a longer period.
    private var answer: Consents.Consent? {
        let decided = entry.consents.filter { $0.state != .requested || entry.event == JournalEvent.consentEndorsed.rawValue }
        let own = decided.filter { $0.nation == entry.detail("nation") && $0.kind.rawValue == entry.detail("kind") }
        return own.first { $0.state == answeredState } ?? own.first ?? decided.first { $0.state == answeredState }
            ?? decided.first { entry.voidCause(of: $0, after: nil) == nil }
    }

    /// The state of a consent after the answer that the entry tells of.
    private var answeredState: Consents.Consent.State? {
        switch JournalEvent(rawValue: entry.event) {
        case .consentEndorsed: .requested
        case .consentGranted: .granted
        case .consentRefused: .refused
        case .consentRevoked: .revoked
        default: nil
        }
    }

    /// The effect of an answer on the tasking.
    private func outcome(isGrant: Bool) -> String {
        guard let tasking = entry.taskings.last else { return "" }
        if let until = answer?.until { return longer(until, tasking, isGrant: isGrant) }
        if let answer, answer.isRenewal, answer.state != .revoked {
            return isGrant ? "" : "; \(answer.kind == .host ? "the" : "its") people take no step but home"
        }
        switch tasking.state {
        case .awaitingConsent: return left(tasking)
        case .consented: return left(tasking) + "; all have agreed"
        case .declined: return "; with that it is declined"
        case .recalled: return "; with that it is recalled"
        default:
            // Consents to a proposal or a replacement have a batch. Those of earlier records that come after the order are about a longer
            // period.
            if answer?.batch != nil { return left(tasking) }
            return isGrant ? "; the new terms are agreed by all" : "; the old terms stay"
        }
    }

    /// Those who went out by this answer.
    private func left(_ tasking: Taskings.Tasking) -> String {
        let names = tasking.names { $0.state == .out && $0.leftAt == entry.at }
        return names.isEmpty ? "" : "; out: " + names.joined(separator: " ")
    }

    /// For whom a longer period is in force after an answer to it.
    private func longer(_ until: String, _ tasking: Taskings.Tasking, isGrant: Bool) -> String {
        guard isGrant else { return "; the old terms stay" }
        let nations = Set((tasking.elements ?? []).filter { $0.isForward && $0.until == until }.map(\.nation)).sorted()
        return nations.isEmpty ? "" : "; in force for \(nations.joined(separator: " "))"
    }

    /// The nations whose consents became void by this answer.
    private var voids: String {
        let void = entry.consents.filter { entry.voidCause(of: $0, after: nil) != nil }
        return void.isEmpty ? "" : "; void: " + void.map(EventText.who).joined(separator: ", ")
    }
}
