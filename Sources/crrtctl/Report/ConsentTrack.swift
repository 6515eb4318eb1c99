import CRRTDomain
import CRRTProtocol
import Varlink

/// One consent from when it was asked for to its answer, as the journal has it.
struct ConsentTrack {
    /// The consent from one entry on.
    struct Version {
        var at: Instant
        var consent: Consents.Consent
        /// Why it is void; nil where it is not.
        var void: String?
    }

    let tasking, nation, kind, digest: String
    let asked: Instant
    /// The first one is that it was asked for.
    private(set) var versions: [Version]

    /// As it stood then; nil before it was asked for.
    func version(at instant: Instant) -> Version? { versions.last { $0.at <= instant } }
    var latest: Consents.Consent { last.consent }
    private var last: Version { versions[versions.count - 1] }

    /// Whether the question ended without the nation's doing: then it counts for nothing that the nation did or left undone.
    func isVoid(at instant: Instant) -> Bool { version(at: instant)?.void != nil }

    /// The nation's own word, if there was one: granted or refused. Silence is none.
    func answer(until end: Instant) -> Version? {
        versions.first { $0.at <= end && ($0.consent.state == .granted || $0.consent.state == .refused) }
    }

    /// Milliseconds from the question to the nation's word; nil where there was none, and where the question is void.
    func took(until end: Instant) -> Int64? {
        isVoid(at: end) ? nil : answer(until: end).map { $0.at.milliseconds - asked.milliseconds }
    }

    /// What the nation says, or why it is not asked any more. That its word was spent on the tasking is no other answer.
    var words: String {
        if let void = last.void { return "void: \(void)" }
        switch latest.state {
        case .requested: return "open"
        case .spent: return "granted"
        default: return latest.state.rawValue
        }
    }

    /// When it was no open question any more: by a word, by silence, or because it was void.
    func end(until end: Instant) -> Instant? { versions.first { $0.at <= end && $0.consent.state != .requested }?.at }

    /// Every consent that these entries tell of, in the order in which they were asked for.
    static func read(_ entries: [Journal.Entry]) -> [ConsentTrack] {
        var (tracks, places): ([ConsentTrack], [String: Int]) = ([], [:])
        for entry in entries {
            guard let at = try? Instant(entry.at) else { continue }
            for consent in entry.consents {
                let key = "\(consent.tasking) \(consent.nation) \(consent.kind.rawValue) \(consent.digest)"
                if let place = places[key] {
                    let void = entry.voidCause(of: consent, after: tracks[place].latest.state)
                    tracks[place].versions.append(Version(at: at, consent: consent, void: void))
                } else {
                    places[key] = tracks.count
                    tracks.append(
                        ConsentTrack(
                            tasking: consent.tasking, nation: consent.nation, kind: consent.kind.rawValue, digest: consent.digest,
                            asked: at, versions: [Version(at: at, consent: consent, void: entry.voidCause(of: consent, after: nil))]))
                }
            }
        }
        return tracks
    }
}

extension Desk {
    /// All entries about these records that the caller sees, in order.
    func entries(about subjects: [String]) throws(Failure) -> Listing<Journal.Entry> {
        var listing = Listing<Journal.Entry>(member: "entries")
        for subject in subjects {
            var place: Int?
            repeat {
                let answer = try link.call(Journal.Read.self, .init(since: place, limit: Desk.pageSize, subject: subject))
                listing.append(answer.reply.entries ?? [], answer)
                place = answer.reply.next
            } while place != nil
        }
        listing.records.sort { ($0.seq, NumberOrder($0.subject)) < ($1.seq, NumberOrder($1.subject)) }
        return listing
    }
}
