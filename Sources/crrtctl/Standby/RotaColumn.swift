import CRRTDomain
import CRRTProtocol

/// A column of a rota, with the contract's name of the field (docs/standby.md). Columns are written in this order, and read in any.
enum RotaColumn: String, SheetLayout {
    case id, team, experts, start, end, tier, noticeHours, leadNation

    /// Beside them stands `team`, `experts` or both.
    static let needed: [RotaColumn] = [.id, .start, .end, .tier, .noticeHours]
    /// The daemon sets the times of a team against its other periods.
    static let identifying: Set<RotaColumn> = people.union(times)
    static let template = "crrtctl standby import --template"

    private static let people: Set<RotaColumn> = [.id, .team, .experts]
    private static let times: Set<RotaColumn> = [.start, .end]

    var example: String? {
        switch self {
        case .id: "EST-STB-2027-03"
        case .team: "EST-CRRT-1"
        case .start: "2027-01-18T06:00:00Z"
        case .end: "+7d"
        case .tier: "first"
        case .noticeHours: "2"
        case .experts, .leadNation: nil
        }
    }

    static func withOthers(_ columns: Set<RotaColumn>) -> Set<RotaColumn> {
        [people, times].reduce(columns) { $0.isDisjoint(with: $1) ? $0 : $0.union($1) }
    }

    static func record(of row: inout SheetRow<RotaColumn>, _ now: Instant) -> Standby.Period? { row.period(now) }
}
