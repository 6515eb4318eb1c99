import CRRTDomain
import CRRTProtocol
import Varlink

/// Checks an answer of the guided submission at its question, as far as that can be done without filing.
struct AnswerCheck {
    /// The nations that the daemon knows; empty if it does not tell.
    let nations: [Roster.Nation]
    let now: Instant
    /// Why a request cannot be linked to a campaign; nil where it can.
    var campaignFault: (_ id: String) -> String? = { _ in nil }
    /// The published codes of a list; empty where the daemon does not tell.
    var codes: (Roster.ListCodes.Parameters.List) -> [Roster.Code] = { _ in [] }

    /// The most bytes of a text, as the contract has them.
    private static let most = [
        "title": 200, "summary": 8000, "location": 200, "sector": 200, "legalBasis": 1000, "costRule": 1000, "costEstimate": 200,
        "incident.measures": 4000, "incident.attribution.note": 4000,
    ]

    /// - Throws: What is wrong, and what would be right.
    func check(_ field: String, _ value: JSONValue, _ answers: JSONObject) throws(InvalidField) {
        if let most = AnswerCheck.most[field] { try fits(value, most) }
        switch field {
        case "nation", "excludes", "incident.impact.spillOver": try known(value, among: nations.map(\.code))
        case "releasableTo", "shareWith": try known(value, among: nations.map(\.code) + nations.flatMap(\.groups))
        case "campaigns": try areOpen(value)
        case "incident.class": try published(value, .incidentClasses, "incident-class")
        case "incident.sectors": try published(value, .sectors, "sector")
        case "summary": try isTold(value.stringValue ?? "")
        case "end": try isLater(value, than: answers["start"], "when the work begins")
        case "replyBy": try isLater(value, than: .string(now.description), "which is now")
        default: break
        }
    }

    private func known(_ value: JSONValue, among codes: [String]) throws(InvalidField) {
        let named = value.stringValue.map { [$0] } ?? (value.arrayValue ?? []).compactMap(\.stringValue)
        guard !named.isEmpty else { throw InvalidField("", "at least one has to be named") }
        guard !nations.isEmpty, let wrong = named.first(where: { !codes.contains($0) }) else { return }
        let known = Array(Set(codes)).sorted()
        let near = Spelling.nearest(to: wrong, among: known, most: 3).map { code in
            nations.first { $0.code == code }.map { "\(code) (\($0.name))" } ?? code
        }
        throw InvalidField("", "\(quoted(wrong)) is not known here; nearest: \(near.joined(separator: ", "))")
    }

    private func areOpen(_ value: JSONValue) throws(InvalidField) {
        for id in (value.arrayValue ?? []).compactMap(\.stringValue) {
            _ = try CampaignID(id)
            if let fault = campaignFault(id) { throw InvalidField("", fault) }
        }
    }

    private func published(_ value: JSONValue, _ list: Roster.ListCodes.Parameters.List, _ noun: String) throws(InvalidField) {
        let known = codes(list).map { $0.code.lowercased() }
        let named = value.stringValue.map { [$0] } ?? (value.arrayValue ?? []).compactMap(\.stringValue)
        guard !known.isEmpty, let wrong = named.first(where: { !known.contains($0.lowercased()) }) else { return }
        throw InvalidField("", "\(quoted(wrong)) is no code; 'crrtctl \(noun) list WORDS' finds it")
    }

    private func isTold(_ summary: String) throws(InvalidField) {
        guard let question = RequestTemplate.question(in: summary) else { return }
        throw InvalidField("", "it is still the template's, \(quoted(question)); say what has happened; - leaves it out")
    }

    private func fits(_ value: JSONValue, _ most: Int) throws(InvalidField) {
        let count = value.stringValue?.utf8.count ?? 0
        guard count <= most else { throw InvalidField("", "this has \(count) bytes; at most \(most) are allowed") }
    }

    private func isLater(_ value: JSONValue, than other: JSONValue?, _ words: String) throws(InvalidField) {
        guard let time = value.stringValue.flatMap({ try? Instant($0) }), let first = other?.stringValue.flatMap({ try? Instant($0) }),
            time <= first
        else { return }
        throw InvalidField("", "\(time) is not after \(first), \(words)")
    }
}
