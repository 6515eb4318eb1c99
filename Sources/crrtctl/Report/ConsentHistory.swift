import CRRTDomain
import CRRTProtocol
import Varlink

/// The versions of one consent, from the request for it to the answer, as the journal has them.
struct ConsentHistory {
    /// The consent as of one journal entry.
    struct Version {
        var at: Instant
        var consent: Consents.Consent
        /// Why it is void; nil if it is not.
        var void: String?
    }

    let tasking, nation, kind, digest: String
    let asked: Instant
    /// In order. The first version is the request for the consent.
    private(set) var versions: [Version]

    /// The version at an instant; nil before the consent was asked for.
    func version(at instant: Instant) -> Version? { versions.last { $0.at <= instant } }
    var latest: Consents.Consent { last.consent }
    private var last: Version { versions[versions.count - 1] }

    /// Whether the question had ended without an act of the nation. A void consent says nothing about how the nation answers.
    func isVoid(at instant: Instant) -> Bool { version(at: instant)?.void != nil }

    /// The nation's answer, granted or refused; nil without one. Silence is no answer.
    func answer(until end: Instant) -> Version? {
        versions.first { $0.at <= end && ($0.consent.state == .granted || $0.consent.state == .refused) }
    }

    /// Milliseconds from the question to the nation's answer; nil without an answer, and for a void consent.
    func took(until end: Instant) -> Int64? {
        isVoid(at: end) ? nil : answer(until: end).map { $0.at.milliseconds - asked.milliseconds }
    }

    /// The answer, or why there is none, as people read it. A consent that was spent on its tasking was granted.
    var words: String {
        if let void = last.void { return "void: \(void)" }
        switch latest.state {
        case .requested: return "open"
        case .spent: return "granted"
        default: return latest.state.rawValue
        }
    }

    /// When the question ended: by an answer, by lapsing, or by becoming void.
    func end(until end: Instant) -> Instant? { versions.first { $0.at <= end && $0.consent.state != .requested }?.at }

    /// The histories of all consents in these entries, in the order in which they were asked for.
    static func read(_ entries: [Journal.Entry]) -> [ConsentHistory] {
        var (histories, indices): ([ConsentHistory], [String: Int]) = ([], [:])
        for entry in entries {
            guard let at = try? Instant(entry.at) else { continue }
            for consent in entry.consents {
                let key = "\(consent.tasking) \(consent.nation) \(consent.kind.rawValue) \(consent.digest)"
                if let index = indices[key] {
                    let void = entry.voidCause(of: consent, after: histories[index].latest.state)
                    histories[index].versions.append(Version(at: at, consent: consent, void: void))
                } else {
                    indices[key] = histories.count
                    histories.append(
                        ConsentHistory(
                            tasking: consent.tasking, nation: consent.nation, kind: consent.kind.rawValue, digest: consent.digest,
                            asked: at, versions: [Version(at: at, consent: consent, void: entry.voidCause(of: consent, after: nil))]))
                }
            }
        }
        return histories
    }
}

extension CommandContext {
    /// The journal entries about these records that the caller may see, in order.
    func entries(about subjects: [String]) throws(Failure) -> Listing<Journal.Entry> {
        var listing = Listing<Journal.Entry>(member: "entries")
        for subject in subjects {
            var position: Int?
            repeat {
                let answer = try daemon.call(Journal.Read.self, .init(since: position, limit: CommandContext.pageSize, subject: subject))
                listing.append(answer.reply.entries ?? [], answer)
                position = answer.reply.next
            } while position != nil
        }
        listing.records.sort { ($0.seq, NaturalOrder($0.subject)) < ($1.seq, NaturalOrder($1.subject)) }
        return listing
    }
}
