import CRRTProtocol
import CRRTStore
import CRRTTestSupport
import Testing
import Varlink

@testable import CRRTService

/// One record of each kind, and a caller for each column of docs/visibility.md, with clearances above and below the records' label.
final class VisibleWorld {
    /// The callers by name. `EST` contributes, `ALB` is the host, `LVA` contributes beside Estonia, `FRA` is asked for nothing.
    static let callers: [String: UInt32] = [
        "duty": TestSite.duty, "duty-nr": 2101, "duty-ltu": 2104, "authority": TestSite.authority, "authority-nr": 2102,
        "council": TestSite.council, "council-nr": 2106,
        "ALB": TestSite.contact("ALB"), "EST": TestSite.contact("EST"), "EST-nr": 2105, "LVA": TestSite.contact("LVA"),
        "FRA": TestSite.contact("FRA"), "auditor": TestSite.auditor, "administrator": TestSite.administrator,
        "stranger": TestSite.stranger,
    ]
    /// Observers, by the caller whose view they have.
    private static let observers: [String: UInt32] = [
        "duty": TestSite.observer, "duty-nr": 2107, "EST": TestSite.observerOfEstonia, "EST-nr": 2109, "FRA": 2110,
    ]
    static let operations: Set = ["duty", "authority", "council", "auditor"]

    let desk: InProcessDesk
    private(set) var request = ""

    private init(_ desk: InProcessDesk) { self.desk = desk }

    static func with(_ body: (VisibleWorld) throws -> Void) throws {
        try InProcessDesk.with(Onlooker.site) { desk in
            let world = VisibleWorld(desk)
            for id in ["EST-0001", "LVA-0001"] {
                _ = try desk.call(Roster.PutExpert.self, .init(expert: OneTasking.expert(id)), as: TestSite.contact(String(id.prefix(3))))
            }
            let team = Roster.Team(id: "EST-CRRT-1", name: "Team", nation: "EST", members: ["EST-0001"], noticeHours: 6)
            _ = try desk.call(Roster.PutTeam.self, .init(team: team), as: TestSite.contact("EST"))
            try body(world)
        }
    }

    /// Files and validates a request of Albania for two people.
    func ask(_ level: Requests.Classification = .NS, releasableTo: [String] = ["ALB", "EST", "LVA"]) throws {
        var terms = OneTasking.terms(classification: level)
        terms.releasableTo = releasableTo
        terms.mode = .both
        terms.seats[0].count = 2
        request = try OneTasking.validated(terms, desk)
    }

    /// Proposes Estonia's and Latvia's experts for it.
    ///
    /// - Returns: the tasking's id.
    func propose() throws -> String {
        let people = ["EST-0001", "LVA-0001"].map { Taskings.Assignment(seat: 0, expert: $0) }
        return try desk.call(
            Taskings.Propose.self, .init(request: request, kind: .assembled, assignments: people), as: TestSite.duty
        ).tasking.id
    }

    /// Everybody in the tasking agrees, and it is ordered.
    func order(_ id: String) throws {
        for (nation, kind) in [("EST", Consents.Grant.Parameters.Kind.contribute), ("LVA", .contribute), ("ALB", .host)] {
            let conditions = "words of \(nation)"
            _ = try desk.call(
                Consents.Grant.self, .init(tasking: id, nation: nation, kind: kind, conditions: conditions), as: TestSite.contact(nation))
        }
        _ = try desk.call(Taskings.Order.self, .init(id: id), as: TestSite.authority)
    }

    /// The names of the callers for whom an answer holds. It must hold for observers where it holds for the caller whose view they have.
    func who(_ holds: (UInt32) throws -> Bool) rethrows -> Set<String> {
        let names = Set(try Self.callers.filter { try holds($0.value) }.keys)
        for (name, observer) in Self.observers {
            #expect(try holds(observer) == names.contains(name), "an observer with the view of \(name)")
        }
        return names
    }

    /// The names of the callers who get a reply, not an error.
    func whoReads<M: VarlinkMethod>(_ method: M.Type, _ parameters: M.Parameters) throws -> Set<String> {
        try who { try desk.ask(method, parameters, as: $0).error == nil }
    }

    /// The reply as JSON text; empty where it is an error.
    func text<M: VarlinkMethod>(_ method: M.Type, _ parameters: M.Parameters, as uid: UInt32) throws -> String {
        guard case .reply(let reply) = try desk.ask(method, parameters, as: uid) else { return "" }
        return String(decoding: reply.jsonBytes(), as: UTF8.self)
    }

    /// The names of the callers whose list holds a text.
    func whoLists<M: VarlinkMethod>(_ text: String, _ method: M.Type, _ parameters: M.Parameters) throws -> Set<String> {
        try who { try self.text(method, parameters, as: $0).contains(text) }
    }
}
