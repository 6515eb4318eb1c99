import CRRTProtocol

/// Who is eligible for a seat, the cheapest first.
struct EligibleViews {
    let reply: Requests.Eligible.Reply
    /// The request's id; nil for one that is only described.
    let request: String?

    /// What is listed, such as `Who is eligible for seat 2 (GX-SKL-005, level 4) of REQ-ALB-2026-0001`.
    let title: String

    var page: [Block] {
        guard !reply.people.isEmpty else {
            return [.line("no expert is eligible" + (request.map { "; crrtctl match \($0) --relax shows what would help" } ?? ""))]
        }
        let count = "\(reply.people.count) of \(reply.total) who are eligible; COST leaves out the weight of each nation"
        return [.line(title), .table(table), .line(count)] + reply.people.compactMap(\.leftOut).map { .line(LeftOutText.sentence($0)) }
    }

    private var table: Table {
        let hasLead = reply.people.contains { $0.mayLead != nil }
        let remarks = reply.people.map { person in
            [
                person.standby.map { "standby \($0)" }, person.partner == true ? "industry" : nil,
                person.contested == true ? "contested" : nil,
                person.leftOut.map { _ in "left out" },
            ].compactMap { $0 }
        }
        let hasRemarks = remarks.contains { !$0.isEmpty }
        return Table(
            columns: [.text("EXPERT"), .text("FROM"), .number("READY IN"), .number("LEVEL"), .number("COST")]
                + (hasLead ? [.text("LEADS")] : []) + (hasRemarks ? [.text("REMARK")] : []),
            rows: zip(reply.people, remarks).map { person, remarks in
                [person.expert, person.nation, "\(person.noticeHours) h", "\(person.level)", "\(person.cost)"]
                    + (hasLead ? [person.mayLead == true ? "yes" : "no"] : []) + (hasRemarks ? [remarks.joined(separator: ", ")] : [])
            })
    }
}

/// `DEU-0004: DEU refused in TSK-ALB-2026-0001-1: not before the elections`
enum LeftOutText {
    static func sentence(_ person: Requests.LeftOut) -> String {
        let nation = person.expert.prefix(3)
        return "\(person.expert): \(nation) \(person.cause.rawValue) in \(person.tasking)" + (person.reason.map { ": \($0)" } ?? "")
    }
}
