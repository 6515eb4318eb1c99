import CRRTDomain
import CRRTProtocol
import CRRTTestSupport
import GRDB
import Synchronization
import Testing
import Varlink

@testable import CRRTService
@testable import CRRTStore

/// What a refusal costs does not tell whether a record is hidden or absent: the same statements are run, and no record is read.
/// How long they take is measured in Benchmarks.
@Suite("The same statements for hidden and absent")
struct SameStatementsTests {
    private typealias World = VisibleWorld

    /// A question by id: who asks, of what.
    private struct Question {
        let caller: String
        let ids: (hidden: String, absent: String)
        let method: String
        let parameters: (String) -> [UInt8]
    }

    @Test("in every method that takes an id")
    func everyMethod() throws {
        try World.with { world in
            let effect = Roster.Effect(
                id: "EST-EFF-01", nation: "EST", title: "Reference", category: .defensive, kind: "sinkhole", leadHours: 1,
                classification: .NS, releasableTo: ["NATO"])
            _ = try world.desk.call(Roster.PutEffect.self, .init(effect: effect), as: TestSite.contact("EST"))
            try world.ask(.NR, releasableTo: ["NATO"])
            let open = world.request
            try world.ask()
            let questions = questions(request: world.request, tasking: try world.propose(), open: open)
            let trace = try Trace(world.desk.store)
            for question in questions {
                let uid = World.callers[question.caller]!
                func ran(_ id: String) throws -> [String] {
                    // Once before, so that statements are prepared and the caller is known.
                    for _ in 0..<2 {
                        trace.clear()
                        _ = world.desk.transcript(question.method, question.parameters(id), as: uid)
                    }
                    return trace.statements
                }
                let (hidden, absent) = (try ran(question.ids.hidden), try ran(question.ids.absent))
                #expect(!hidden.isEmpty && hidden == absent, "\(question.method) by \(question.caller)")
                #expect(!hidden.contains { $0.contains("record") }, "\(question.method) by \(question.caller) reads a record: \(hidden)")
            }
        }
    }

    private func questions(request: String, tasking: String, open: String) -> [Question] {
        var all: [Question] = []
        func ask<M: VarlinkMethod>(
            _ method: M.Type, _ callers: [String], _ hidden: String, _ absent: String, _ parameters: @escaping (String) -> M.Parameters
        ) {
            for caller in callers { all.append(Question(caller: caller, ids: (hidden, absent), method: M.name) { parameters($0).jsonBytes() }) }
        }
        let (effect, noEffect, noRequest) = ("EST-EFF-01", "EST-EFF-77", String(request.dropLast()) + "9")
        let readers = ["FRA", "duty-nr", "EST-nr"]
        ask(Roster.GetExpert.self, ["FRA"], "EST-0001", "EST-0404") { .init(id: $0) }
        ask(Roster.GetEffect.self, readers, effect, noEffect) { .init(id: $0) }
        ask(Roster.SetOffer.self, ["FRA", "EST-nr"], effect, noEffect) { .init(kind: .effect, id: $0, event: .confirm) }
        ask(Roster.EraseName.self, ["FRA"], "EST-0001", "EST-0404") { .init(id: $0) }
        ask(Journal.Read.self, readers, effect, noEffect) { .init(subject: $0) }
        ask(Requests.Get.self, readers, request, noRequest) { .init(id: $0) }
        ask(Taskings.List.self, readers, request, noRequest) { .init(request: $0) }
        ask(Journal.Read.self, readers, request, noRequest) { .init(subject: $0) }
        ask(Requests.Cancel.self, ["FRA", "duty-nr"], request, noRequest) { .init(id: $0, reason: "no") }
        ask(Requests.Validate.self, ["duty-nr"], request, noRequest) { .init(id: $0) }
        ask(Requests.Match.self, ["duty-nr"], request, noRequest) { .init(id: $0) }
        ask(Taskings.Propose.self, ["duty-nr"], request, noRequest) { .init(request: $0, kind: .effect, effects: ["SWE-EFF-01"]) }
        // A tasking of the same hidden request that does not exist, and one of a request that does not exist.
        for absent in [String(tasking.dropLast()) + "7", "TSK-" + noRequest.dropFirst(4) + "-1"] {
            ask(Taskings.Get.self, readers, tasking, absent) { .init(id: $0) }
            ask(Consents.List.self, readers, tasking, absent) { .init(tasking: $0) }
            ask(Journal.Read.self, readers, tasking, absent) { .init(subject: $0) }
            ask(Taskings.Advance.self, ["FRA", "duty-nr"], tasking, absent) { .init(id: $0, event: .release) }
            ask(Taskings.Order.self, ["authority-nr"], tasking, absent) { .init(id: $0) }
            ask(Taskings.Abort.self, ["duty-nr"], tasking, absent) { .init(id: $0, reason: "no") }
            ask(Taskings.Recall.self, ["FRA"], tasking, absent) { .init(id: $0, nation: "FRA", reason: "no") }
            ask(Consents.Grant.self, ["FRA", "EST-nr"], tasking, absent) { .init(tasking: $0, nation: "EST", kind: .contribute) }
            ask(Consents.Revoke.self, ["FRA"], tasking, absent) { .init(tasking: $0, nation: "FRA", kind: .contribute, reason: "no") }
        }
        return all
    }
}

/// Every statement that the store runs, on the writer and on the readers that are idle now.
private final class Trace: Sendable {
    private let found = Mutex<[String]>([])

    init(_ store: Store) throws {
        let note: @Sendable (Database.TraceEvent) -> Void = { event in
            guard case .statement(let statement) = event else { return }
            self.found.withLock { $0.append(statement.sql) }
        }
        try store.read { $0.db.trace(options: .statement, note) }
        store.pool.writeWithoutTransaction { $0.trace(options: .statement, note) }
    }

    func clear() { found.withLock { $0 = [] } }
    var statements: [String] { found.withLock { $0 } }
}
