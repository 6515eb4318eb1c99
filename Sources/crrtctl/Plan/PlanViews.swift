import CRRTDomain
import CRRTProtocol

/// A plan on one page: what each request gets, who gives way, what it comes to, and when.
struct PlanViews {
    var plan: Requests.Plan.Reply
    var times: TimeStyle
    /// The instant of the plan; nil for now.
    var at: Instant?

    var page: [Block] {
        if plan.requests.isEmpty { return [.line("nothing to plan")] }
        return [.table(requests)] + [.fields(figures)] + [.heading("People"), .table(people)] + contested
            + [.heading("Timeline")] + PlanTimeline(plan: plan, at: at ?? times.now).lines.map { .line($0) }
    }

    /// A command for each request that has people.
    var commands: [Block] { proposals.isEmpty ? [.line("nothing to propose")] : proposals.map { .line($0) } }

    var proposals: [String] {
        plan.requests.compactMap { request in
            request.candidate.map { candidate in
                "crrtctl tasking propose \(request.id)" + (candidate.team.map { " --team \($0)" } ?? "")
                    + candidate.assignments.map { " --expert \($0.expert)@\($0.seat)" }.joined() + replyBy(request)
            }
        }
    }

    /// Once the work has begun, a proposal must say by when nations are to answer: within six hours, or until the work ends. The commands
    /// are sent now, whatever the instant of the plan.
    private func replyBy(_ request: Requests.PlannedRequest) -> String {
        guard let start = try? Instant(request.start), let end = try? Instant(request.end), start <= times.now else { return "" }
        return end < times.now.adding(hours: 6) ? " --reply-by \(end)" : " --reply-by +6h"
    }

    /// What is cut on a narrow screen comes last, and is no number.
    private var requests: Table {
        let hasTeams = plan.requests.contains { $0.candidate?.team != nil }
        return Table(
            columns: [
                .text("PRECEDENCE"), .text("REQUEST"), .number("PEOPLE"), .number("OPEN"), .number("READY IN"), .number("COST"),
                .text("GIVES WAY"), .text("KIND"),
            ] + (hasTeams ? [.text("TEAM")] : []),
            rows: plan.requests.map { request in
                let candidate = request.candidate
                return [
                    request.precedence.rawValue, request.id, "\(request.people)", "\(request.openSeats)",
                    candidate.map { "\($0.arrivalHours) h" } ?? "", candidate.map { "\($0.cost)" } ?? "", PlanViews.givesWay(request),
                    candidate?.kind.rawValue ?? "none",
                ] + (hasTeams ? [candidate?.team ?? ""] : [])
            })
    }

    /// `1 seat, 2 more outside teams, cost 40`: what a request has less than it would by itself; empty where it is as well served. What
    /// fewer people cost less is not told.
    static func givesWay(_ request: Requests.PlannedRequest) -> String {
        guard let less = request.givesWay else { return request.givenWay == nil ? "" : "other people" }
        let parts = [
            less.openSeats > 0 ? counted(less.openSeats, "seat", "seats") : nil,
            less.singles > 0 ? "\(less.singles) more outside teams" : nil,
            less.openSeats == 0 && less.cost != 0 ? "cost \(less.cost)" : nil,
        ].compactMap(\.self)
        return parts.isEmpty ? "other people" : parts.joined(separator: ", ")
    }

    private var figures: [Block.Field] {
        let (together, inTurn) = (PlanViews.figures(plan.total), PlanViews.figures(plan.inTurn))
        let isSame = inTurn == together && plan.openInTurn?.contains { $0.before != $0.after } != true
        return [
            .init("together", together),
            .init("one after the other", isSame ? "the same" : inTurn),
            .init("open then", isSame ? nil : plan.openInTurn?.map { "\($0.request) \($0.before)" }.joined(separator: ", ")),
            .init("proven", proof), .init("left out for now", plan.waiting?.joined(separator: " ")),
        ]
    }

    var proof: String {
        if plan.proven { return "no plan is better" }
        return "no; the time limit ended the search"
            + (plan.lowerBound.map { ". At best \(plan.total.cost - $0) less in cost" } ?? "")
    }

    /// `1 open seat, 3 people without their team, cost 540`
    private static func figures(_ figures: Requests.PlanFigures) -> String {
        "\(counted(figures.openSeats, "open seat", "open seats")), "
            + "\(counted(figures.singles, "person", "people")) outside standing teams, cost \(figures.cost)"
    }

    private var people: Table {
        Table(
            columns: [.text("REQUEST"), .number("SEAT"), .text("EXPERT"), .text("FROM"), .number("LEVEL"), .number("READY IN")],
            rows: plan.requests.flatMap { request in
                (request.candidate?.assignments ?? []).map { person in
                    [
                        request.id, "\(person.seat)", person.expert, person.nation + (person.partner == true ? " (industry)" : ""),
                        "\(person.level)", "\(person.noticeHours) h",
                    ]
                }
            })
    }

    /// Who serves one request and would serve others if each were the only one.
    var wanted: [(expert: String, serves: String, others: [String])] {
        var wanted: [(expert: String, serves: String, others: [String])] = []
        var places: [String: Int] = [:]
        for request in plan.requests {
            for way in request.givenWay ?? [] {
                if let place = places[way.expert] {
                    wanted[place].others.append(request.id)
                } else {
                    places[way.expert] = wanted.count
                    wanted.append((way.expert, way.request, [request.id]))
                }
            }
        }
        return wanted
    }

    private var contested: [Block] {
        let wanted = wanted
        if wanted.isEmpty { return [] }
        let table = Table(
            columns: [.text("EXPERT"), .text("SERVES"), .text("ALSO WANTED BY")],
            rows: wanted.map { [$0.expert, $0.serves, $0.others.joined(separator: " ")] })
        return [.heading("Contested"), .table(table)]
    }
}
