import CRRTDomain
import CRRTProtocol
import CRRTStore
import CRRTTestSupport
import JournalProof
import Testing
import Varlink

@testable import CRRTService

/// A tasking of several nations for Albania, taken as far as a test wants it: two Estonians and a Latvian, where it names no others.
///
/// Free people of the same skill are on the roster, too.
struct SharedTasking {
    static let people = ["EST-0001", "EST-0002", "LVA-0001"]
    static let free = ["EST-0003", "LTU-0001", "LTU-0002", "LVA-0002"]
    static let estonia = TestSite.contact("EST")
    static let latvia = TestSite.contact("LVA")
    static let lithuania = TestSite.contact("LTU")
    static let albania = TestSite.contact("ALB")
    static let poland = TestSite.contact("POL")

    let desk: InProcessDesk
    let request: String
    let id: String

    /// - Parameters:
    ///   - stage: How far the whole tasking is taken.
    ///   - people: Who is proposed. The request has a place for each of them in its first seat.
    ///   - change: Makes the request another one.
    static func with<Value>(
        _ site: TestSite = TestSite(), at stage: Tasking.State, people: [String] = people,
        terms change: (inout Requests.Request) -> Void = { _ in }, _ body: (SharedTasking) throws -> Value
    ) throws -> Value {
        try InProcessDesk.with(site) { desk in
            for id in Set(people + free).sorted() {
                _ = try desk.call(Roster.PutExpert.self, .init(expert: OneTasking.expert(id)), as: TestSite.contact(String(id.prefix(3))))
            }
            var terms = OneTasking.terms()
            terms.seats[0].count = people.count
            terms.ownNationals = true
            change(&terms)
            let request = try OneTasking.validated(terms, desk)
            let proposal = Taskings.Propose.Parameters(
                request: request, kind: .assembled, assignments: people.map { .init(seat: 0, expert: $0) })
            let id = try desk.call(Taskings.Propose.self, proposal, as: TestSite.duty).tasking.id
            let shared = SharedTasking(desk: desk, request: request, id: id)
            try shared.advance(to: stage, Set(people.map { String($0.prefix(3)) }).sorted())
            #expect(try shared.state == stage)
            let value = try body(shared)
            #expect(try desk.store.read { try Invariants.broken($0) } == [])
            #expect(try desk.store.verifyJournal().broken == nil)
            return value
        }
    }

    private func advance(to stage: Tasking.State, _ nations: [String]) throws {
        guard stage != .awaitingConsent else { return }
        for nation in nations { try grant(nation) }
        try grant("ALB", .host)
        guard stage != .consented else { return }
        _ = try order().reply()
        guard stage != .ordered else { return }
        _ = try step(.depart).reply()
        guard stage != .moving else { return }
        desk.waitFor(OneTasking.day(0))
        _ = try step(.begin).reply()
    }

    // MARK: - What can be done

    func grant(_ nation: String, _ kind: Consents.Grant.Parameters.Kind = .contribute) throws { _ = try answer(nation, kind).reply() }

    func answer(_ nation: String, _ kind: Consents.Grant.Parameters.Kind = .contribute) throws -> Answer<Consents.Grant.Reply> {
        try desk.ask(Consents.Grant.self, .init(tasking: id, nation: nation, kind: kind), as: TestSite.contact(nation))
    }

    func refuse(_ nation: String, _ kind: Consents.Refuse.Parameters.Kind = .contribute) throws {
        _ = try desk.call(
            Consents.Refuse.self, .init(tasking: id, nation: nation, kind: kind, reason: "needed at home"), as: TestSite.contact(nation))
    }

    @discardableResult
    func revoke(
        _ nation: String, _ kind: Consents.Revoke.Parameters.Kind = .contribute, digest: String? = nil
    ) throws -> Answer<Consents.Revoke.Reply> {
        try desk.ask(
            Consents.Revoke.self, .init(tasking: id, nation: nation, kind: kind, reason: "crisis", digest: digest),
            as: TestSite.contact(nation))
    }

    func order(as uid: UInt32 = TestSite.authority) throws -> Answer<Taskings.Order.Reply> {
        try desk.ask(Taskings.Order.self, .init(id: id), as: uid)
    }

    func step(
        _ event: Taskings.Advance.Parameters.Event, _ experts: [String]? = nil, at: String? = nil, as uid: UInt32 = TestSite.duty
    ) throws -> Answer<Taskings.Advance.Reply> {
        try desk.ask(Taskings.Advance.self, .init(id: id, event: event, experts: experts, at: at), as: uid)
    }

    func recall(_ nation: String, _ experts: [String]? = nil) throws -> Answer<Taskings.Recall.Reply> {
        let parameters = Taskings.Recall.Parameters(id: id, nation: nation, reason: "crisis", experts: experts)
        return try desk.ask(Taskings.Recall.self, parameters, as: TestSite.contact(nation))
    }

    func withdraw(
        _ experts: [String], _ cause: Taskings.Withdraw.Parameters.Cause = .ill, as uid: UInt32 = TestSite.duty
    ) throws -> Answer<Taskings.Withdraw.Reply> {
        try desk.ask(Taskings.Withdraw.self, .init(id: id, experts: experts, cause: cause, reason: "fever"), as: uid)
    }

    func replace(_ experts: [String], seat: Int = 0, as uid: UInt32 = TestSite.duty) throws -> Answer<Taskings.Replace.Reply> {
        let assignments = experts.map { Taskings.Assignment(seat: seat, expert: $0) }
        return try desk.ask(Taskings.Replace.self, .init(id: id, assignments: assignments), as: uid)
    }

    func extend(to day: Int) throws {
        _ = try desk.call(Taskings.Extend.self, .init(id: id, until: OneTasking.day(day)), as: TestSite.duty)
    }

    // MARK: - What is on record

    var record: Tasking {
        get throws {
            let id = try TaskingID(id)
            return try #require(try desk.store.read { try $0.tasking(id) })
        }
    }
    var state: Tasking.State { get throws { try record.state } }
    var seq: Int { get throws { try desk.store.read { try $0.seq() } } }

    var consents: [Consent] {
        get throws {
            let id = try TaskingID(id)
            return try desk.store.read { try $0.consents(of: id) }
        }
    }

    /// The last consent of a nation and kind to a batch.
    func consent(_ nation: String, _ kind: Consent.Kind = .contribute, batch: Int = 0) throws -> Consent {
        try #require(try consents.last { $0.nation.description == nation && $0.kind == kind && $0.batch == batch })
    }

    /// The consent of a nation and kind to a longer period.
    func longer(_ nation: String, _ kind: Consent.Kind = .contribute) throws -> Consent {
        try #require(try consents.last { $0.nation.description == nation && $0.kind == kind && $0.until != nil })
    }

    /// An expert's place in it, the last one where they have had several.
    func element(_ expert: String) throws -> Element { try #require(try record.elements.last { $0.text == expert }) }

    /// `EST-0001 onTask`, of all of them in order, with why those left who have.
    var people: [String] {
        get throws { try record.elements.map { "\($0.text) \($0.state)" + ($0.left.map { " \($0.cause)" } ?? "") } }
    }

    /// The elements and consents of a nation, for what others do must leave them as they are.
    func part(of nation: String) throws -> Part {
        Part(
            elements: try record.elements.filter { $0.nation.description == nation },
            consents: try consents.filter { $0.nation.description == nation })
    }

    struct Part: Equatable {
        let elements: [Element]
        let consents: [Consent]
    }

    /// The last entry about it, as the auditor reads it.
    var lastEntry: Journal.Entry {
        get throws {
            let read = try desk.call(Journal.Read.self, .init(limit: 100, subject: id), as: TestSite.auditor)
            return try #require(read.entries?.last)
        }
    }
}

extension Journal.Entry {
    /// A fact that is not in the records.
    func detail(_ name: String) -> String? { payload["detail"]?.objectValue?[name]?.stringValue }
}
