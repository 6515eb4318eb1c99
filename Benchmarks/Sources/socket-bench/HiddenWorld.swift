import CRRTDomain
import CRRTProtocol
import Foundation
import Measuring
import SeededRoster
import Varlink

/// A daemon with records of each kind, and callers who may not see them.
///
/// Estonia offers; every nation but Estonia and France has asked for help, and Estonia's experts have been proposed to each request.
final class HiddenWorld {
    /// The callers. `offering` sees everything that Estonia has and is asked for, `france` none of it. The last three are cleared up to NR,
    /// and the records are NS.
    enum Caller: String {
        case offering = "ncp-est"
        case france = "ncp-fra"
        case estonia = "ncp-est-nr"
        case duty = "duty-nr"
        case authority = "authority-nr"
    }

    /// As many ids that are hidden as ids of the same shape that do not exist.
    struct IDs {
        var hidden: [String] = []
        var absent: [String] = []
    }

    private(set) var experts = IDs()
    private(set) var teams = IDs()
    private(set) var effects = IDs()
    private(set) var requests = IDs()
    /// The absent ones are of the same requests, which have one tasking each.
    private(set) var taskings = IDs()
    /// The absent ones are of requests that do not exist.
    private(set) var taskingsOfNone = IDs()
    /// A request that the duty officer sees.
    private(set) var openRequest = ""
    private(set) var terms: Requests.Request

    private static let perNation = 7
    private static let skill = World.skills[0]
    private let daemon: Daemon
    private let base: Instant

    /// - Parameter base: midnight today.
    init(_ daemon: Daemon, base: Instant) throws {
        self.daemon = daemon
        self.base = base
        func day(_ number: Int) -> String { base.adding(days: 30 + number).description }
        terms = .init(
            nation: "ALB", title: "Help", classification: .NS, releasableTo: ["ALB", "EST"], mode: .both, start: day(0), end: day(10),
            seats: [.init(skill: Self.skill, minLevel: 3)])
        try offer()
        try ask()
    }

    /// A connection whose calls are this caller's.
    func connect(as caller: Caller) throws -> RawConnection {
        if let uid = Self.uid(caller.rawValue) { return try RawConnection(daemon.socket, as: uid) }
        let connection = try RawConnection(daemon.socket, as: nil)
        _ = try connection.call(Tools.message(Service.ActAs.self, .init(principal: caller.rawValue)) + [0])
        return connection
    }

    private func offer() throws {
        let contact = try client("ncp-est")
        var records: [Roster.Record] = []
        let validUntil = base.adding(days: 900).date.description
        for number in 0..<Self.nations.count * Self.perNation {
            // Every other number is taken, so that both kinds of id lie side by side.
            let (one, next) = (String(1000 + 2 * number), String(1001 + 2 * number))
            experts.add("EST-" + one, absent: "EST-" + next)
            teams.add("EST-T" + one, absent: "EST-T" + next)
            effects.add("EST-EFF-" + one, absent: "EST-EFF-" + next)
            records.append(
                .init(
                    expert: .init(
                        id: "EST-" + one, nation: "EST", clearance: .init(level: .NS, validUntil: validUntil), skills: [Self.skill: 4],
                        noticeHours: 12, mode: .both)))
            records.append(
                .init(team: .init(id: "EST-T" + one, name: "Team", nation: "EST", members: ["EST-" + one], noticeHours: 12)))
            records.append(
                .init(
                    effect: .init(
                        id: "EST-EFF-" + one, nation: "EST", title: "Reference", category: .defensive, kind: "sinkhole", leadHours: 1,
                        classification: .NS, releasableTo: ["EST"])))
        }
        _ = try contact.call(Roster.Import.self, .init(records: records))
    }

    private func ask() throws {
        let (duty, estonia) = (try client("duty"), try client("ncp-est"))
        var number = 0
        for nation in Self.nations {
            let contact = try client(Site.contact(nation))
            for _ in 0..<Self.perNation {
                var terms = terms
                (terms.nation, terms.releasableTo) = (nation, [nation, "EST"])
                let request = try filed(terms, contact, duty)
                let tasking = try duty.call(
                    Taskings.Propose.self,
                    .init(request: request, kind: .assembled, assignments: [.init(seat: 0, expert: experts.hidden[number])])
                ).tasking.id
                _ = try estonia.call(Consents.Grant.self, .init(tasking: tasking, nation: "EST", kind: .contribute))
                // The numbers of a nation follow each other; these come after all of them.
                let absent = String(request.dropLast(2)) + String(50 + number % Self.perNation)
                requests.add(request, absent: absent)
                taskings.add(tasking, absent: String(tasking.dropLast()) + "2")
                taskingsOfNone.add(tasking, absent: String(tasking.prefix(4)) + String(absent.dropFirst(4)) + "-1")
                number += 1
            }
        }
        var open = terms
        (open.classification, open.releasableTo) = (.NR, ["NATO"])
        openRequest = try filed(open, try client(Site.contact(open.nation)), duty)
    }

    private func filed(_ terms: Requests.Request, _ contact: VarlinkClient, _ duty: VarlinkClient) throws -> String {
        let filed = try contact.call(Requests.Submit.self, .init(request: terms)).request
        guard let id = filed.id else { throw Failure("a request has no id") }
        _ = try duty.call(Requests.Validate.self, .init(id: id))
        return id
    }

    private func client(_ principal: String) throws -> VarlinkClient {
        guard let uid = Self.uid(principal) else { return try daemon.connect(as: principal) }
        let client = VarlinkClient(fileDescriptor: try RawConnection.connect(daemon.socket, as: uid))
        client.timeout = 600
        return client
    }
}

extension HiddenWorld.IDs {
    fileprivate mutating func add(_ hidden: String, absent: String) {
        self.hidden.append(hidden)
        self.absent.append(absent)
    }
}

// MARK: - Who is who

extension HiddenWorld {
    fileprivate static let nations = World.nations.map(\.code).filter { $0 != "EST" && $0 != "FRA" }

    /// Name, role, nation and clearance of every principal.
    private static let principals: [(name: String, role: String, nation: String?, clearance: String)] =
        [
            ("duty", "duty", nil, "CTS"), ("duty-nr", "duty", nil, "NR"), ("authority-nr", "authority", nil, "NR"),
            ("ncp-est", "ncp", "EST", "CTS"), ("ncp-est-nr", "ncp", "EST", "NR"), ("ncp-fra", "ncp", "FRA", "CTS"),
        ] + nations.map { (Site.contact($0), "ncp", $0, "CTS") }

    /// Root calls as the users themselves. Other users play them as exercise control does, and get nil.
    fileprivate static func uid(_ principal: String) -> UInt32? {
        guard geteuid() == 0 else { return nil }
        return principals.firstIndex { $0.name == principal }.map { UInt32(60_900 + $0) }
    }

    /// Writes the configuration.
    static func write(_ site: Site) throws {
        let isPlayed = geteuid() != 0
        var text = "principals:\n"
        if isPlayed { text += "  - {name: control, users: [\(getuid())], roles: [excon], clearance: CTS}\n" }
        for (number, principal) in principals.enumerated() {
            let nation = principal.nation.map { ", nation: \($0)" } ?? ""
            text +=
                "  - {name: \(principal.name), users: [\(uid(principal.name) ?? UInt32(60_900 + number))], "
                + "roles: [\(principal.role)]\(nation), clearance: \(principal.clearance)}\n"
        }
        try site.write(exercise: isPlayed, principals: text)
    }
}
