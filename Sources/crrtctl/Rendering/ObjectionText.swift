import CRRTProtocol

/// The objections of matching in plain words. The codes are stable; the words are only for reading.
enum ObjectionText {
    static let meanings: [String: String] = [
        "NOT_OFFERED": "is not offered for this period",
        "OFFER_STALE": "the nation has not confirmed the offer for too long",
        "OFFER_ENDS": "the offer ends before the mission does",
        "SKILL_MISSING": "does not hold the skill",
        "LEVEL_TOO_LOW": "holds the skill at too low a level",
        "CLEARANCE_UNKNOWN": "has no clearance on record",
        "CLEARANCE_TOO_LOW": "the clearance is too low",
        "CLEARANCE_EXPIRES": "the clearance ends before the mission does",
        "ACCESS_MISSING": "lacks an access",
        "LANGUAGE_MISSING": "lacks a language, or the level in it",
        "UNAVAILABLE": "is not available in this period",
        "COMMITTED": "serves another tasking in this period",
        "NOTICE_TOO_LONG": "needs longer notice than the request allows",
        "MODE_MISMATCH": "does not serve the way that the request needs",
        "NOT_RELEASABLE": "the request is not releasable to the nation",
        "EXCLUDED_BY_REQUESTER": "the requester excludes the nation",
        "EXCLUDED_BY_PROVIDER": "the nation does not serve this requester",
        "OWN_NATIONAL": "is of the requesting nation",
        "AUTHORISATION_ENDS": "the authorisation of the effect ends before its use does",
        "AGREEMENT_ENDS": "the agreement with the company ends before the mission does",
        "NO_PARTNERS": "the requester accepts no experts from industry",
    ]

    /// The codes that matching does not give: a concern about an ordered tasking, and what a nation stated with its consent.
    private static let ofTaskings = [
        "NOT_IN_TEAM": "is no member of the team any more", "NOT_WITH": "does not serve with that nation",
    ]

    static func meaning(_ code: String) -> String { meanings[code] ?? ofTaskings[code] ?? "" }

    /// `seat 0: holds the skill at too low a level: EST-0001: 3, 4 needed`
    static func line(_ objection: Requests.Objection) -> String {
        let location = objection.seat.map { "seat \($0)" } ?? "every seat"
        return "\(location): \(sentence(objection.code, objection.detail))"
    }

    /// `is not offered for this period: the offer is withdrawn`; the detail alone if it says the same with names.
    static func sentence(_ code: String, _ detail: String?) -> String {
        let meaning = meaning(code)
        return [repeats(code, detail) ? "" : meaning.isEmpty ? code : meaning, detail ?? ""].filter { !$0.isEmpty }.joined(separator: ": ")
    }

    /// Patterns of details that already contain the meaning.
    private static let whole = [
        "NOT_RELEASABLE": " is not releasable to ", "EXCLUDED_BY_REQUESTER": " excludes ",
        "EXCLUDED_BY_PROVIDER": " does not offer this to ",
        "OWN_NATIONAL": " not for its own nationals", "CLEARANCE_UNKNOWN": "no clearance is on record",
        "OFFER_ENDS": "the offer ends ", "NO_PARTNERS": " accepts no experts from industry", "NOT_WITH": " does not serve with ",
    ]

    static func repeats(_ code: String, _ detail: String?) -> Bool {
        guard let words = whole[code], let detail else { return false }
        return detail.contains(words)
    }
}
