import CRRTDomain
import CRRTProtocol
import CRRTTestSupport
import Testing
import Varlink

@testable import CRRTService

/// What the figures count, and what they never tell.
@Suite("Metrics")
struct MetricsTests {
    private struct Figures {
        var replies: [Metrics.List.Reply]

        /// nil where there is no such figure.
        subscript(family: MetricFamily, fields: [String: String]) -> Int? {
            let found = replies.filter { $0.name == family.name && ($0.fields ?? [:]) == fields }
            #expect(found.count < 2, "\(family) \(fields) twice")
            return found.first?.value
        }
        subscript(family: MetricFamily) -> Int? { self[family, [:]] }
    }

    private static func replies<M: VarlinkMethod>(_: M.Type, _ desk: InProcessDesk) throws -> [M.Reply] {
        try desk.transcript(M.name, Array("{}".utf8), more: true, as: TestSite.administrator).map {
            try M.Reply(json: Array($0.dropFirst(2).utf8))
        }
    }

    private static func figures(_ desk: InProcessDesk) throws -> Figures {
        .init(replies: try replies(Metrics.List.self, desk))
    }

    @Test("calls are counted by method, and errors by their kind, wherever they are found")
    func calls() throws {
        try InProcessDesk.with { desk in
            func ask(_ method: String, _ json: String, as uid: UInt32) -> String? {
                desk.ask(method, json: Array(json.utf8), as: uid).error
            }
            // No right; a field that there is not; a record that there is not; a rule, found on the writer; a list that begins nowhere.
            #expect(ask(Requests.Validate.name, #"{"id":"REQ-EST-2026-0001"}"#, as: TestSite.contact("EST")) != nil)
            #expect(ask(Requests.Validate.name, #"{"colour":1}"#, as: TestSite.duty) != nil)
            #expect(ask(Requests.Validate.name, #"{"id":"REQ-EST-2026-0001"}"#, as: TestSite.duty) != nil)
            #expect(ask(Requests.List.name, #"{"after":"x"}"#, as: TestSite.duty) != nil)
            #expect(ask(Requests.List.name, "{}", as: TestSite.duty) == nil)
            #expect(ask("io.crrtd.Requests.Nothing", "{}", as: TestSite.duty) != nil)
            let figures = try Self.figures(desk)
            func errors(_ method: String, _ outcome: CallOutcome) -> Int? {
                figures[.callErrors, ["method": method, "outcome": outcome.rawValue]]
            }
            #expect(figures[.calls, ["method": Requests.Validate.name]] == 3)
            #expect(errors(Requests.Validate.name, .denied) == 1)
            #expect(errors(Requests.Validate.name, .refused) == 2)
            #expect(errors(Requests.Validate.name, .failed) == nil)
            #expect(figures[.failedCalls] == 0)
            #expect(figures[.calls, ["method": Requests.List.name]] == 2)
            #expect(errors(Requests.List.name, .refused) == 1)
            #expect(figures[.calls, ["method": Taskings.Order.name]] == 0)
            #expect(figures[.calls, ["method": Metrics.List.name]] == 1, "this call")
        }
    }

    @Test(
        "every kind of error",
        arguments: [
            (VarlinkService.PermissionDenied.name, CallOutcome.denied), (Service.Busy.name, .busy), (Service.InternalError.name, .failed),
            (Service.StorageFull.name, .failed), (Service.StorageGone.name, .failed), (Service.OutcomeUnknown.name, .failed),
            (Service.NoSuchRecord.name, .refused), (VarlinkService.InvalidParameter.name, .refused),
        ])
    func outcomes(error: String, outcome: CallOutcome) {
        let counter = CallCounter()
        counter.answered(error)
        for other in CallOutcome.allCases { #expect(counter[other] == (other == outcome ? 1 : 0)) }
        let all = CallCounters(of: Instance.interfaces)
        for method in all.methods { all[method]?.answered(error) }
        #expect(all.failed == (outcome == .failed ? all.methods.count : 0))
    }

    @Test("commits, changes, entries, work and sizes")
    func mechanics() throws {
        try InProcessDesk.with { desk in
            let before = try Self.figures(desk)
            _ = try desk.call(ServiceControl.Ping.self, .init(), as: TestSite.administrator)
            _ = try desk.call(Service.Status.self, .init(), as: TestSite.duty)
            let watch = desk.begin(Journal.Watch.name, Array("{}".utf8), more: true, as: TestSite.auditor)
            desk.instance.countConnections { 7 }
            let after = try Self.figures(desk)
            func grown(_ family: MetricFamily, _ fields: [String: String] = [:]) -> Int {
                (after[family, fields] ?? -1) - (before[family, fields] ?? 0)
            }
            // A ping goes through the writer and writes nothing.
            #expect(grown(.commits) == 1 && grown(.changes) == 1 && grown(.failedCommits) == 0)
            #expect(grown(.journalPosition) == 0 && after[.waitingChanges] == 0)
            // The caller is answered within the turn.
            #expect(grown(.workTurns, ["kind": "lists"]) + grown(.runningWork, ["kind": "lists"]) == 1)
            #expect(after[.waitingWork, ["kind": "lists"]] == 0)
            #expect(before[.watchers] == 0 && after[.watchers] == 1)
            #expect(before[.openConnections] == nil && after[.openConnections] == 7)
            #expect((after[.databaseBytes] ?? 0) + (after[.logBytes] ?? 0) > 0)
            #expect(after[.startTime] == Int(desk.instance.startedAt.milliseconds) * 1000)
            #expect(after[.signedPosition] == nil && after[.unsignedEntries] == nil, "there is no key")
            _ = watch
        }
    }

    @Test("every figure is of a family that is described, and its fields hold methods and kinds of work alone")
    func nothingOfRecords() throws {
        try InProcessDesk.with { desk in
            let families = try Self.replies(Metrics.Describe.self, desk)
            #expect(families.map(\.name) == MetricFamily.allCases.map(\.name))
            #expect(families.allSatisfy { $0.name.wholeMatch(of: /io\.crrtd\.([A-Z][a-z]+)+/) != nil && $0.description.hasSuffix(".") })
            _ = desk.ask(Requests.Validate.name, json: Array(#"{"id":"REQ-EST-2026-0001"}"#.utf8), as: TestSite.duty)
            _ = desk.ask(Requests.Get.name, json: Array(#"{"id":"REQ-EST-2026-0001"}"#.utf8), as: TestSite.contact("EST"))
            let known: [String: Set<String>] = [
                "method": Set(Instance.interfaces.flatMap(\.methods).map(\.name)), "outcome": Set(CallOutcome.allCases.map(\.rawValue)),
                "kind": Set(Work.allCases.map { "\($0)" }),
            ]
            for reply in try Self.figures(desk).replies {
                #expect(families.contains { $0.name == reply.name } && reply.object == nil)
                for (field, value) in reply.fields ?? [:] { #expect(known[field]?.contains(value) == true, "\(field) \(value)") }
            }
        }
    }
}
