import CRRTDomain
import CRRTProtocol

/// The answer to "why not" in sentences: the seats for which a person is eligible, and the objections for the others, each once.
struct ObjectionViews {
    let subject: String
    var isTeam = false
    let reply: Requests.Explain.Reply
    /// The number of seat lines of the request; nil if it is not known.
    var seatCount: Int?
    /// Whether to show the codes of the objections.
    var isWide = false
    var times: TimeStyle

    var page: [Block] {
        let members = people.flatMap { person in [Block.line("Its member \(person):")] + sentences(about: person) }
        return [.line("\(subject) \(verdict)" + (reply.objections.isEmpty ? "." : ":"))] + sentences(about: nil) + members + standby
            + leftOut
    }

    /// `Stands by with EST-CRRT-1 until 2027-01-11 06:00Z: 2 h of notice (EST-STB-2027-03).`
    private var standby: [Block] {
        (reply.standby ?? []).map { period in
            let team = isTeam ? "" : period.team.map { " with \($0)" } ?? ""
            return .line("Stands by\(team) until \(times.short(period.end)): \(period.noticeHours) h of notice (\(period.id)).")
        }
    }

    /// That candidates do without the person, also where no rule objects.
    private var leftOut: [Block] {
        guard let person = reply.leftOut else { return [] }
        return [.line("Left out of the candidates: \(LeftOutText.sentence(person)). 'crrtctl match --include-refused' takes them in.")]
    }

    /// `is eligible for seats 0 and 4; not for seats 1, 2 and 3`, `covers the request in part; it has people for seat 0`.
    private var verdict: String {
        if reply.eligible { return isTeam ? "covers every seat: no rule objects" : "is eligible for every seat: no rule objects" }
        // An older daemon does not name the seats.
        guard let seats = reply.eligibleSeats else { return "is not eligible for every seat" }
        if seats.isEmpty { return isTeam ? "cannot go as a team" : "is not eligible for any seat" }
        if isTeam { return "covers the request in part; it has people for \(ObjectionViews.words(seats))" }
        let others = seatCount.map { (0..<$0).filter { !seats.contains($0) } } ?? []
        let rest = others.isEmpty ? "the others" : ObjectionViews.words(others)
        return "is eligible for \(ObjectionViews.words(seats)); not for \(rest)"
    }

    /// `seat 3`, `seats 1, 2 and 4`
    private static func words(_ seats: [Int]) -> String {
        guard let last = seats.last, seats.count > 1 else { return seats.map { "seat \($0)" }.joined() }
        return "seats \(seats.dropLast().map { "\($0)" }.joined(separator: ", ")) and \(last)"
    }

    /// The members of a team that a detail begins with, in order.
    private var people: [String] {
        var found: [String] = []
        for objection in reply.objections {
            if let person = ObjectionViews.split(objection).person, !found.contains(person) { found.append(person) }
        }
        return found
    }

    /// A sentence for each kind of objection, in the order of the daemon: `Holds the skill at too low a level: GX-SKL-001 at level 1, 4
    /// needed (seat 1); GX-SKL-005 at level 2, 4 needed (seat 3).`
    private func sentences(about person: String?) -> [Block] {
        var codes: [String] = []
        var details: [String: [(text: String, seats: [Int])]] = [:]
        for objection in reply.objections {
            let (about, detail) = ObjectionViews.split(objection)
            guard about == person else { continue }
            if !codes.contains(objection.code) { codes.append(objection.code) }
            let seats = objection.seat.map { [$0] } ?? []
            if let known = details[objection.code]?.firstIndex(where: { $0.text == detail }) {
                details[objection.code]?[known].seats += seats
            } else {
                details[objection.code, default: []].append((detail, seats))
            }
        }
        return codes.map { code in
            let told = (details[code] ?? []).map { $0.text + seatNumbers($0.seats) }.filter { !$0.isEmpty }.joined(separator: "; ")
            // The meaning is left out if the details contain it.
            if !isWide, (details[code] ?? []).allSatisfy({ ObjectionText.repeats(code, $0.text) }) {
                return .line("  " + told.prefix(1).uppercased() + told.dropFirst() + ".")
            }
            return .line("  " + meaning(code, ofTeam: person == nil && isTeam) + (told.isEmpty ? "." : ": \(told)."))
        }
    }

    private func meaning(_ code: String, ofTeam: Bool) -> String {
        let words = ofTeam && code == "SKILL_MISSING" ? "has too few people for a seat" : ObjectionText.meaning(code)
        let sentence = words.isEmpty ? code : words.prefix(1).uppercased() + words.dropFirst()
        return sentence + (isWide ? " [\(code)]" : "")
    }

    /// ` (seats 1, 3)`; empty if it holds for all seats.
    private func seatNumbers(_ seats: [Int]) -> String {
        if seats.isEmpty || (seats.count == seatCount && seats.count > 1) { return "" }
        return " (\(seats.count == 1 ? "seat" : "seats") \(seats.map { "\($0)" }.joined(separator: ", ")))"
    }

    /// The person and the rest of a detail, which may begin with the person: `HUN-0004: GX-SKL-001 at level 1, 4 needed`.
    private static func split(_ objection: Requests.Objection) -> (person: String?, detail: String) {
        let detail = objection.detail ?? ""
        guard let colon = detail.firstIndex(of: ":"), (try? ExpertID(String(detail[..<colon]))) != nil else { return (nil, detail) }
        return (String(detail[..<colon]), String(detail[detail.index(after: colon)...].drop { $0 == " " }))
    }
}
