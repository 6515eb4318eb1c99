import CRRTDomain
import CRRTProtocol

/// A plan as a report, with what the requests and teams say beyond it.
struct PlanReportView {
    let plan: Requests.Plan.Reply
    /// By id; a request that is gone meanwhile has none.
    let requests: [String: Requests.Request]
    /// By team, who is a member, of the teams that others augment.
    let members: [String: Set<String>]
    /// The titles of skills by their codes.
    let titles: [String: String]
    let times: TimeStyle
    /// The instant of the plan.
    let at: Instant
    /// The options that the plan is made with, with a blank before each word.
    let words: String

    init(
        plan: Requests.Plan.Reply, requests: [Requests.Request], members: [String: Set<String>], titles: [String: String],
        times: TimeStyle, at: Instant, words: String
    ) {
        (self.plan, self.members, self.titles, self.times, self.at, self.words) = (plan, members, titles, times, at, words)
        self.requests = Dictionary(requests.compactMap { request in request.id.map { ($0, request) } }, uniquingKeysWith: { $1 })
    }

    var subtitle: String {
        "as of \(times.short(at)), \(counted(plan.requests.count, "request", "requests"))"
            + (words.isEmpty ? "" : "; asked as crrtctl plan\(words)")
    }

    /// The page of `crrtctl plan`, and what its requests are about.
    var text: [Block] {
        if plan.requests.isEmpty { return views.page }
        let rows = plan.requests.map { [$0.id, times.short($0.start), times.short($0.end), title($0)] }
        let table = Table(columns: [.text("REQUEST"), .text("START"), .text("END"), .text("TITLE")], rows: rows)
        return views.page + [.heading("Requests"), .table(table)]
    }

    var views: PlanViews { PlanViews(plan: plan, times: times, at: at) }

    /// The code of the skill that a seat asks for; nil where the request is gone.
    func skill(_ request: Requests.PlannedRequest, seat: Int) -> String? {
        let seats = requests[request.id]?.seats ?? []
        return seats.indices.contains(seat) ? seats[seat].skill : nil
    }

    func title(_ request: Requests.PlannedRequest) -> String { requests[request.id]?.title ?? "" }
}

// MARK: - CSV

extension PlanReportView {
    /// A record for each person, and for each seat that stays open.
    var csv: [[String]] {
        let wanted = Dictionary(views.wanted.map { ($0.expert, $0.others.joined(separator: " ")) }, uniquingKeysWith: { $1 })
        return [
            [
                "request", "precedence", "title", "start", "end", "kind", "team", "place", "seat", "skill", "expert", "nation", "industry",
                "level", "noticeHours", "alsoWantedBy",
            ]
        ]
            + plan.requests.flatMap { request in
                let about = [
                    request.id, request.precedence.rawValue, title(request), request.start, request.end,
                    request.candidate?.kind.rawValue ?? "", request.candidate?.team ?? "",
                ]
                let people = (request.candidate?.assignments ?? []).map { person in
                    about + [
                        "person", "\(person.seat)", skill(request, seat: person.seat) ?? "", person.expert, person.nation,
                        person.partner == true ? "yes" : "no", "\(person.level)", "\(person.noticeHours)", wanted[person.expert] ?? "",
                    ]
                }
                // The plan tells how many seats stay open, and not which.
                return people + (0..<request.openSeats).map { _ in about + ["open"] + Array(repeating: "", count: 8) }
            }
    }
}
