import CRRTDomain
import CRRTProtocol

/// People of one request who share a row of the chart: those of its standing team, or of nations whose last person is ready at one time.
struct PlanGroup: Equatable {
    /// `EST-CRRT-1`, `DEU LVA`, `11 nations`.
    var name: String
    /// By person, the hours until they are ready, the fewest first.
    var notices: [Int]

    /// The most rows that a request has. Those who are ready last share the last one.
    static let most = 12
    private static let mostNames = 8

    /// The groups of a request: its standing team, then nations by the time at which they are ready.
    ///
    /// - Parameters:
    ///   - candidate: The people of the request; nil for none.
    ///   - members: Who is a member of the candidate's team. It does not matter for a team that goes by itself.
    static func all(_ candidate: Requests.Candidate?, members: Set<String>) -> [PlanGroup] {
        guard let candidate else { return [] }
        func isOwn(_ person: Requests.Assignment) -> Bool {
            candidate.kind == .team || candidate.team != nil && members.contains(person.expert)
        }
        let own = candidate.assignments.filter(isOwn)
        let nations = Dictionary(grouping: candidate.assignments.filter { !isOwn($0) }, by: \.nation)
        let byReadiness = Dictionary(grouping: nations.keys) { nation in nations[nation]?.map(\.noticeHours).max() ?? 0 }
        let times = byReadiness.keys.sorted()
        // What the last row shares is ready at the latest of its times.
        let rows = times.prefix(most - 1).map { byReadiness[$0] ?? [] } + [times.dropFirst(most - 1).flatMap { byReadiness[$0] ?? [] }]
        let team = own.isEmpty ? [] : [PlanGroup(candidate.team ?? "", own)]
        return team + rows.filter { !$0.isEmpty }.map { row in PlanGroup(names(row.sorted()), row.flatMap { nations[$0] ?? [] }) }
    }

    private init(_ name: String, _ people: [Requests.Assignment]) {
        (self.name, notices) = (name, people.map(\.noticeHours).sorted())
    }

    private static func names(_ nations: [String]) -> String {
        nations.count > mostNames ? "\(nations.count) nations" : nations.joined(separator: " ")
    }

    /// `EST-CRRT-1: 4 people, ready in 24 h`
    var words: String { "\(name): \(counted(notices.count, "person", "people")), ready in \(notices.last ?? 0) h" }
}
