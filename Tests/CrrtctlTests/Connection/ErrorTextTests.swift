import CRRTProtocol
import Testing
import Varlink

@testable import crrtctl

@Suite struct ErrorTextTests {
    private static let interfaces = [
        VarlinkService.interface, Roster.interface, Requests.interface, Taskings.interface, Consents.interface, Journal.interface,
        Service.interface, Reports.interface, Campaigns.interface, Exercise.interface, Standby.interface, Notes.interface,
        Handover.interface,
    ]

    /// Whatever error the contract declares has a status and words; and there are no words for what it does not declare.
    @Test func everyDeclaredErrorIsKnown() throws {
        var declared: Set<String> = []
        for interface in Self.interfaces {
            for line in interface.text.split(separator: "\n") where line.hasPrefix("error ") {
                let name = line.dropFirst(6).prefix { $0 != " " && $0 != "(" }
                declared.insert("\(interface.name).\(name)")
            }
        }
        #expect(declared == Set(DaemonError.allCases.map(\.rawValue)))
    }

    private struct Case: Sendable {
        var reply: any VarlinkErrorReply
        var status: crrtctl.ExitStatus
        var lines: [String]

        init(_ reply: any VarlinkErrorReply, _ status: crrtctl.ExitStatus, _ lines: [String]) {
            self.reply = reply
            self.status = status
            self.lines = lines
        }
    }

    /// Without lines: the words that an older daemon gets.
    private static let cases: [Case] = [
        Case(
            Service.NoSuchRecord(kind: "request", id: "REQ-ALB-2026-0001", message: ""), .noSuchRecord,
            ["crrtctl: there is no request REQ-ALB-2026-0001, or you may not see it", "try: crrtctl request list"]
        ),
        Case(
            Service.StaleRevision(id: "REQ-ALB-2026-0001", current: 4, message: "it has changed"), .failed,
            ["crrtctl: it has changed", "  REQ-ALB-2026-0001 is at revision 4", "try: crrtctl request show REQ-ALB-2026-0001"]
        ),
        Case(
            Service.IllegalTransition(id: "TSK-ALB-2026-0001-1 EST host", state: "closed", event: "grant", message: "it is closed"),
            .failed,
            ["crrtctl: it is closed", "try: crrtctl tasking show TSK-ALB-2026-0001-1"]
        ),
        Case(
            Service.InvalidRecord(field: "seats[0].skill", reason: "is unknown", message: "the request is not right"), .failed,
            ["crrtctl: the request is not right", "  seats[0].skill: is unknown"]
        ),
        Case(
            Service.InvalidRecord(field: "request.nation", reason: "unknown nation 'ALN'", message: ""), .failed,
            ["crrtctl: request.nation: unknown nation 'ALN'"]
        ),
        Case(
            Standby.ImportRejected(issues: [.init(line: 3, id: "EST-STB-1", field: "team", reason: "is unknown")]), .failed,
            ["crrtctl: the rota was refused; nothing was written", "  line 3  EST-STB-1  team: is unknown"]
        ),
        Case(Service.Busy(retryAfterMs: 50, message: ""), .failed, ["crrtctl: the daemon is busy", "  try again in 50 ms"]),
        Case(Service.StorageFull(message: "full; crrtctl backup"), .failed, ["crrtctl: full; crrtctl backup"]),
        Case(Service.StorageGone(message: "gone"), .failed, ["crrtctl: gone", "try: journalctl -u crrtd"]),
        Case(
            Service.OutcomeUnknown(message: ""), .outcomeUnknown,
            ["crrtctl: whether the change was made is unknown; repeat it with the same idempotency key"]),
        Case(
            Service.InternalError(reference: "r7", message: "inside"), .failed,
            ["crrtctl: inside", "  reference r7", "try: journalctl -u crrtd"]),
        Case(
            Requests.NotEligible(objections: [.init(code: "LEVEL_TOO_LOW", seat: 0, detail: "3, 4 needed")], message: "no"), .failed,
            ["crrtctl: no", "  seat 0: holds the skill at too low a level: 3, 4 needed"]
        ),
        Case(
            Requests.NotEligible(
                objections: [.init(code: "NOT_RELEASABLE", detail: "USA-0001: the request is not releasable to USA")], message: "no"),
            .failed,
            ["crrtctl: no", "  every seat: USA-0001: the request is not releasable to USA"]
        ),
        Case(
            Requests.NotEligible(
                objections: [.init(code: "SKILL_MISSING", seat: 0, detail: "EST-0001")],
                message: "the proposal for REQ-ALB-2026-0001 cannot go: SKILL_MISSING (EST-0001); "
                    + "crrtctl match REQ-ALB-2026-0001 shows who can"), .failed,
            [
                "crrtctl: the proposal for REQ-ALB-2026-0001 cannot go", "  seat 0: does not hold the skill: EST-0001",
                "try: crrtctl match REQ-ALB-2026-0001",
            ]
        ),
        Case(
            Taskings.AlreadyCommitted(expert: "EST-0042", tasking: "TSK-ALB-2026-0001-1", message: "taken"), .failed,
            ["crrtctl: taken", "  EST-0042: TSK-ALB-2026-0001-1", "try: crrtctl tasking show TSK-ALB-2026-0001-1"]
        ),
        Case(
            Taskings.ConsentMissing(nations: ["EST", "LVA"], message: "LVA has not answered"), .failed,
            ["crrtctl: LVA has not answered", "  still to agree: EST", "try: crrtctl consent list --state requested"]
        ),
        Case(
            Taskings.ApprovalMissing(id: "TSK-ALB-2026-0001-1", message: ""), .failed,
            [
                "crrtctl: TSK-ALB-2026-0001-1 waits for the political approval; nothing was changed",
                "try: crrtctl tasking show TSK-ALB-2026-0001-1",
            ]
        ),
        Case(Exercise.NotAnExercise(message: ""), .failed, ["crrtctl: this is no exercise instance"]),
        Case(Taskings.TwoPersonRule(message: "not you"), .failed, ["crrtctl: not you", "try: crrtctl whoami"]),
        Case(
            Consents.TermsChanged(tasking: "TSK-ALB-2026-0001-1", digest: "abc", message: ""), .failed,
            [
                "crrtctl: the terms have changed since you read them; nothing was changed", "  terms now: abc",
                "try: crrtctl consent show TSK-ALB-2026-0001-1",
            ]
        ),
        Case(
            Roster.ImportRejected(issues: [.init(line: 3, id: "EST-0042", field: "mode", reason: "is missing")]), .failed,
            ["crrtctl: the import was refused; nothing was written", "  line 3  EST-0042  mode: is missing"]
        ),
        Case(
            VarlinkService.PermissionDenied(message: "this is for the duty desk (duty)"), .notPermitted,
            ["crrtctl: you may not do this here; this is for the duty desk (duty)", "try: crrtctl whoami"]),
        Case(VarlinkService.PermissionDenied(), .notPermitted, ["crrtctl: you may not do this here", "try: crrtctl whoami"]),
        Case(VarlinkService.InvalidParameter(parameter: "limit", message: "is 0"), .failed, ["crrtctl: limit: is 0"]),
        Case(VarlinkService.InterfaceNotFound(interface: "a.b"), .failed, []),
        Case(VarlinkService.MethodNotFound(method: "a.b.C"), .failed, []),
        Case(VarlinkService.MethodNotImplemented(method: "a.b.C"), .failed, []), Case(VarlinkService.ExpectedMore(), .failed, []),
    ]

    @Test(arguments: cases.indices) func words(index: Int) throws {
        let (reply, status, lines) = (Self.cases[index].reply, Self.cases[index].status, Self.cases[index].lines)
        let name = type(of: reply).name
        let failure = Failure(RemoteError(name: name, parameters: try JSONObject(json: reply.jsonBytes())))
        #expect(failure.status == status)
        if lines.isEmpty {
            #expect(failure.lines.last == "try: crrtctl ping")
        } else {
            #expect(failure.lines == lines)
        }
    }

    @Test func everyErrorIsTried() {
        #expect(Set(Self.cases.map { type(of: $0.reply).name }) == Set(DaemonError.allCases.map(\.rawValue)))
    }

    /// An error of a newer daemon, or one whose fields are other ones, is shown as it came and cannot harm the terminal.
    @Test func unknownErrors() {
        let unknown = Failure(RemoteError(name: "io.crrtd.New.Thing", parameters: ["message": "a\u{1b}[2Jb"]))
        #expect(unknown.status == .failed)
        #expect(unknown.lines == ["crrtctl: a\\u{1b}[2Jb"])
        let odd = Failure(RemoteError(name: Service.NoSuchRecord.name, parameters: ["kind": 7]))
        #expect(odd.status == .noSuchRecord)
    }

    @Test("the next step names the instance that was asked")
    func instances() {
        let gone = RemoteError(name: Service.StorageGone.name, parameters: ["message": "the database is not there"])
        let exercise = Endpoint.socket("/run/crrtd/exercise/io.crrtd")
        #expect(Failure(.remote(gone), endpoint: exercise).lines.last == "try: journalctl -u crrtd@exercise")
        #expect(Failure(.remote(gone), endpoint: .socket(Endpoint.usualSocket)).lines.last == "try: journalctl -u crrtd")
        #expect(Failure(.timedOut, endpoint: exercise).lines.last?.contains("systemctl status crrtd@exercise,") == true)
    }

    @Test func connection() throws {
        let endpoint = Endpoint.socket("/run/x")
        #expect(Failure(.unreachable(path: "/run/x", errno: 2), endpoint: endpoint).status == .unreachable)
        #expect(Failure(.unreachable(path: "/run/x", errno: 13), endpoint: endpoint).status == .notPermitted)
        #expect(Failure(.closed, endpoint: endpoint).connection == .broken)
        let refused = Failure(.closed, endpoint: endpoint, isFirst: true)
        try #require(refused.lines.count == 3, "\(refused.lines)")
        #expect(refused.connection == .broken && refused.lines[0].hasSuffix("closed the connection before its first answer"))
        #expect(refused.lines[1] == "  it may have refused it because too many connections are open, of you or of all users")
        #expect(refused.lines[2].hasPrefix("try: again in a minute") && !refused.lines[2].contains("ping"))
        #expect(Failure(.timedOut, endpoint: endpoint).connection == .other)
        #expect(Failure(.unreachable(path: "/run/x", errno: 111), endpoint: endpoint).connection == .refused)
    }

    @Test func everyObjectionHasWords() {
        let codes = [
            "NOT_OFFERED", "OFFER_STALE", "OFFER_ENDS", "SKILL_MISSING", "LEVEL_TOO_LOW", "CLEARANCE_UNKNOWN", "CLEARANCE_TOO_LOW",
            "CLEARANCE_EXPIRES", "ACCESS_MISSING", "LANGUAGE_MISSING", "UNAVAILABLE", "COMMITTED", "NOTICE_TOO_LONG", "MODE_MISMATCH",
            "NOT_RELEASABLE", "EXCLUDED_BY_REQUESTER", "EXCLUDED_BY_PROVIDER", "OWN_NATIONAL", "AUTHORISATION_ENDS",
            "AGREEMENT_ENDS", "NO_PARTNERS",
        ]
        #expect(Set(codes) == Set(ObjectionText.meanings.keys))
    }
}
