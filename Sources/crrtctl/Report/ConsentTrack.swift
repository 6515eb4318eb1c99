import CRRTDomain
import CRRTProtocol
import Varlink

/// One consent from when it was asked for to its answer, as the journal has it.
struct ConsentTrack {
    let tasking, nation, kind, digest: String
    let asked: Instant
    /// Each state with its time; the first one is that it was asked for.
    private(set) var versions: [(at: Instant, consent: Consents.Consent)]

    /// As it stood then; nil before it was asked for.
    func consent(at instant: Instant) -> Consents.Consent? { versions.last { $0.at <= instant }?.consent }
    var latest: Consents.Consent { versions[versions.count - 1].consent }

    /// The nation's own word, if there was one: granted or refused. Silence is none.
    func answer(until end: Instant) -> (at: Instant, consent: Consents.Consent)? {
        versions.first { $0.at <= end && ($0.consent.state == .granted || $0.consent.state == .refused) }
    }

    /// What the nation says. That its word was spent on the tasking is no other answer.
    var words: String {
        switch latest.state {
        case .requested: "open"
        case .spent: "granted"
        default: latest.state.rawValue
        }
    }

    /// When it was no open question any more, by a word or by silence.
    func end(until end: Instant) -> Instant? { versions.first { $0.at <= end && $0.consent.state != .requested }?.at }

    /// Every consent that these entries tell of, in the order in which they were asked for.
    static func read(_ entries: [Journal.Entry]) -> [ConsentTrack] {
        var (tracks, places): ([ConsentTrack], [String: Int]) = ([], [:])
        for entry in entries {
            guard let at = try? Instant(entry.at) else { continue }
            for consent in entry.consents {
                let key = "\(consent.tasking) \(consent.nation) \(consent.kind.rawValue) \(consent.digest)"
                if let place = places[key] {
                    tracks[place].versions.append((at, consent))
                } else {
                    places[key] = tracks.count
                    tracks.append(
                        ConsentTrack(
                            tasking: consent.tasking, nation: consent.nation, kind: consent.kind.rawValue, digest: consent.digest,
                            asked: at, versions: [(at, consent)]))
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
        listing.records.sort { ($0.seq, $0.subject) < ($1.seq, $1.subject) }
        return listing
    }
}
