import CRRTDomain
import CRRTProtocol
import CRRTStore
import Crypto
import JournalProof
import Varlink

/// The terms that nations consent to, and their digest.
enum TaskingTerms {
    /// The SHA-256 digest of the canonical terms, in hexadecimal: the request, who or what is sent, where and when.
    ///
    /// People are in it by id, effects by their whole record without the offer. The salt prevents a nation that knows the digest and its
    /// own part from guessing the others' parts.
    static func digest(_ tasking: Tasking, end: Instant, _ request: Request, _ rows: ReadTransaction) throws -> String {
        var purpose = request
        purpose.state = .validated
        purpose.remark = nil
        purpose.revision = 1
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("tasking", tasking.id.description)
        writer.member("request", Requests.Request(purpose))
        writer.member("kind", tasking.kind.rawValue)
        writer.member("team", tasking.team?.text)
        writer.member("assignments", tasking.assignments.map { Taskings.Assignment(seat: $0.seat, expert: $0.expert.text) })
        writer.member("effects", try tasking.effects.map { try described($0, rows) })
        writer.member("start", tasking.period.start.description)
        writer.member("end", end.description)
        writer.member("salt", tasking.salt)
        writer.endObject()
        return Hexadecimal.text(Array(SHA256.hash(data: writer.bytes)))
    }

    private static func described(_ id: EffectID, _ rows: ReadTransaction) throws -> Roster.Effect? {
        guard let effect = try rows.effect(id) else { return nil }
        var described = Roster.Effect(effect)
        (described.offer, described.revision) = (nil, nil)
        return described
    }

    /// The consents that these terms need: from each contributing nation, and from the host.
    static func consents(_ tasking: Tasking, digest: String, replyBy: Instant) -> [Consent] {
        let contribution: Consent.Kind = tasking.kind == .effect ? .effect : .contribute
        let needed = tasking.nations.map { ($0, contribution) } + [(tasking.request.nation, .host)]
        return needed.map { Consent(tasking: tasking.id, nation: $0.0, kind: $0.1, replyBy: replyBy, digest: digest) }
    }
}

extension Consent {
    /// Whether it is the same nation's consent of the same kind to the same terms.
    func hasSameKey(as other: Consent) -> Bool { nation == other.nation && kind == other.kind && digest == other.digest }
}
