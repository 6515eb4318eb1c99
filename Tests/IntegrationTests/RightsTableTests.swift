import CRRTProtocol
import CRRTTestSupport
import Glibc
import Testing
import Varlink

/// Every method of every interface for every kind of caller, by the kernel's word. The table is written down here a second time, from
/// section 6 of the domain's design and not from the code.
@Suite("Rights, cell by cell", .needsOtherUsers)
struct RightsTableTests {
    private static let columns = [
        "duty", "ncp", "authority", "council", "auditor", "admin", "excon", "unknown", "observer", "observer of a nation",
    ]

    /// In the order of the columns; `x`: the method may be called.
    private static let table: [String: String] = [
        "org.varlink.service.GetInfo": "xxxxxxxxxx",
        "org.varlink.service.GetInterfaceDescription": "xxxxxxxxxx",

        "io.crrtd.Roster.ListExperts": "xxxxx---xx",
        "io.crrtd.Roster.GetExpert": "xxxxx---xx",
        "io.crrtd.Roster.PutExpert": "-x--------",
        "io.crrtd.Roster.EraseName": "-x--------",
        "io.crrtd.Roster.ListTeams": "xxxxx---xx",
        "io.crrtd.Roster.GetTeam": "xxxxx---xx",
        "io.crrtd.Roster.PutTeam": "-x--------",
        "io.crrtd.Roster.ListEffects": "xxxxx---xx",
        "io.crrtd.Roster.GetEffect": "xxxxx---xx",
        "io.crrtd.Roster.PutEffect": "-x--------",
        "io.crrtd.Roster.SetOffer": "-x--------",
        "io.crrtd.Roster.Import": "-x--------",
        "io.crrtd.Roster.PutContact": "-x--------",
        "io.crrtd.Roster.RemoveContact": "-x--------",
        "io.crrtd.Roster.ListContacts": "xxxxx---xx",
        "io.crrtd.Roster.ListSkills": "xxxxxxx-xx",
        "io.crrtd.Roster.ListCodes": "xxxxxxx-xx",
        "io.crrtd.Roster.ListNations": "xxxxxxx-xx",

        "io.crrtd.Requests.Submit": "xx--------",
        "io.crrtd.Requests.Amend": "xx--------",
        "io.crrtd.Requests.Correct": "xx--------",
        "io.crrtd.Requests.Refer": "xx--------",
        "io.crrtd.Requests.ReportReferral": "xx--------",
        "io.crrtd.Requests.Cancel": "xx--------",
        "io.crrtd.Requests.Validate": "x---------",
        "io.crrtd.Requests.Return": "x---------",
        "io.crrtd.Requests.Close": "x---------",
        "io.crrtd.Requests.Get": "xxxxx---xx",
        "io.crrtd.Requests.List": "xxxxx---xx",
        "io.crrtd.Requests.ListShared": "-x-------x",
        "io.crrtd.Requests.Match": "x-------x-",
        "io.crrtd.Requests.Plan": "x-------x-",
        "io.crrtd.Requests.Eligible": "x-------x-",
        "io.crrtd.Requests.Explain": "x-------x-",
        "io.crrtd.Requests.Relax": "x-------x-",

        "io.crrtd.Campaigns.Open": "x---------",
        "io.crrtd.Campaigns.Correct": "x---------",
        "io.crrtd.Campaigns.Close": "x---------",
        "io.crrtd.Campaigns.Get": "xxxxx---xx",
        "io.crrtd.Campaigns.List": "xxxxx---xx",

        "io.crrtd.Standby.Put": "-x--------",
        "io.crrtd.Standby.Import": "-x--------",
        "io.crrtd.Standby.Confirm": "-x--------",
        "io.crrtd.Standby.Withdraw": "-x--------",
        "io.crrtd.Standby.AskSwap": "-x--------",
        "io.crrtd.Standby.AnswerSwap": "-x--------",
        "io.crrtd.Standby.Get": "xxxxx---xx",
        "io.crrtd.Standby.List": "xxxxx---xx",
        "io.crrtd.Standby.Now": "xxxxx---xx",
        "io.crrtd.Standby.Report": "xxxxx---xx",

        "io.crrtd.Taskings.Propose": "x---------",
        "io.crrtd.Taskings.Order": "--x-------",
        "io.crrtd.Taskings.Approve": "---x------",
        "io.crrtd.Taskings.WithdrawApproval": "---x------",
        // The requesting nation releases; `rowsWithin` has the rest of this row.
        "io.crrtd.Taskings.Advance": "xx--------",
        "io.crrtd.Taskings.Extend": "x---------",
        "io.crrtd.Taskings.Recall": "-x--------",
        "io.crrtd.Taskings.Cease": "-xx-------",
        "io.crrtd.Taskings.ReportOutcome": "-xx-------",
        "io.crrtd.Taskings.Replace": "x---------",
        "io.crrtd.Taskings.Withdraw": "xx--------",
        "io.crrtd.Taskings.Abort": "x-x-------",
        "io.crrtd.Taskings.Get": "xxxxx---xx",
        "io.crrtd.Taskings.List": "xxxxx---xx",

        "io.crrtd.Consents.List": "xxxxx---xx",
        "io.crrtd.Consents.Grant": "-x--------",
        "io.crrtd.Consents.Refuse": "-x--------",
        "io.crrtd.Consents.Revoke": "-x--------",

        "io.crrtd.Consents.Remind": "x---------",

        "io.crrtd.Notes.Add": "x-x-------",
        "io.crrtd.Notes.Report": "xx--------",
        "io.crrtd.Notes.AddLesson": "x-x-------",
        "io.crrtd.Notes.CompleteLesson": "x-x-------",
        "io.crrtd.Notes.Erase": "xxx--x----",
        "io.crrtd.Notes.List": "xxxxx---xx",
        "io.crrtd.Notes.Search": "xxxxx---xx",

        "io.crrtd.Handover.Sign": "x---------",
        "io.crrtd.Handover.Accept": "x---------",
        "io.crrtd.Handover.List": "x-xxx---x-",

        "io.crrtd.Journal.Read": "xxxxx---xx",
        "io.crrtd.Journal.Watch": "xxxxx---xx",
        "io.crrtd.Journal.Verify": "----x-----",
        "io.crrtd.Journal.Export": "----x-----",

        "io.crrtd.Reports.Readiness": "xxxxx---xx",
        "io.crrtd.Reports.Coverage": "xxxxx---xx",
        "io.crrtd.Reports.Expiring": "xxxxx---xx",

        "io.crrtd.Exercise.AddInject": "------x---",
        "io.crrtd.Exercise.ReleaseInject": "------x---",
        "io.crrtd.Exercise.CancelInject": "------x---",
        "io.crrtd.Exercise.ListInjects": "xxxxx-x-xx",
        "io.crrtd.Exercise.RaiseNoDuff": "xxxxxxx---",
        "io.crrtd.Exercise.ClearNoDuff": "-----xx---",
        "io.crrtd.Exercise.ListNoDuff": "xxxxxxx-xx",

        "io.crrtd.Service.Status": "xxxxxxx-xx",
        "io.crrtd.Service.WhoAmI": "xxxxxxxxxx",
        "io.crrtd.Service.ActAs": "------x---",
        "io.crrtd.Service.Rehearse": "xxxxxxx-xx",
        "io.crrtd.Service.Backup": "-----x----",
        "io.crrtd.Service.Reload": "-----x----",
        "io.crrtd.Service.CheckRoster": "-----x----",
        "io.crrtd.Service.GetConfiguration": "-----x----",

        "io.systemd.service.Ping": "xxxxxxx-xx",
        "io.systemd.service.Reload": "-----x----",
        "io.systemd.service.SetLogLevel": "-----x----",
        "io.systemd.service.GetLogLevel": "-----x----",

        "io.systemd.Metrics.List": "-----x----",
        "io.systemd.Metrics.Describe": "-----x----",
    ]

    private static let daemonsOwn: UInt32 = 2100
    private static let control: UInt32 = 2101
    private static let callers: [(uid: UInt32, column: String)] = [
        (TestSite.duty, "duty"), (TestSite.contact("EST"), "ncp"), (TestSite.authority, "authority"), (TestSite.auditor, "auditor"),
        (TestSite.council, "council"), (TestSite.observer, "observer"), (TestSite.observerOfEstonia, "observer of a nation"),
        (TestSite.administrator, "admin"), (control, "excon"), (TestSite.stranger, "unknown"),
        // Who could change the configuration anyway: administrators, and no more than that.
        (daemonsOwn, "admin"), (0, "admin"),
    ]
    private static let parts = [
        ("duty-desk", "duty"), ("ncp-est", "ncp"), ("releasing-authority", "authority"), ("council", "council"), ("auditor", "auditor"),
        ("administrator-1", "admin"), ("observer", "observer"), ("observer-est", "observer of a nation"),
    ]

    @Test("of the real callers, and of exercise control in each part")
    func cells() throws {
        let control = "  - name: control\n    users: [\(Self.control)]\n    roles: [excon]\n    clearance: CTS\n"
        try RunningDaemon.with(TestSite(exercise: true, extraPrincipals: control), as: Self.daemonsOwn) { daemon in
            let declared = try methods(of: daemon)
            #expect(Set(declared) == Set(Self.table.keys), "a method without a row here, or a row without a method")
            for (uid, column) in Self.callers {
                try check(try daemon.connect(uid: uid), declared, column, "uid \(uid)")
            }
            for (part, column) in Self.parts {
                let client = try daemon.connect(uid: Self.control)
                _ = try client.call(Service.ActAs.self, .init(principal: part))
                try check(client, declared, column, "exercise control as \(part)")
            }
            // Asking has changed nothing.
            #expect(try daemon.connect(uid: TestSite.auditor).call(Journal.Verify.self, .init()).entries == 0)
        }
    }

    @Test("in a real instance no caller acts as another")
    func noPlaying() throws {
        try RunningDaemon.with(as: Self.daemonsOwn) { daemon in
            for uid in [TestSite.duty, TestSite.administrator, TestSite.stranger, Self.daemonsOwn, 0] {
                let answer = try daemon.connect(uid: uid).ask(Service.ActAs.self, .init(principal: "ncp-est"))
                #expect(answer.errorName == "PermissionDenied", "uid \(uid)")
            }
        }
    }

    @Test("who is no exercise control any more has no part either, on the same connection")
    func partEnds() throws {
        let control = "  - name: control\n    users: [\(Self.control)]\n    roles: [excon]\n"
        try RunningDaemon.with(TestSite(exercise: true, extraPrincipals: control)) { daemon in
            let client = try daemon.connect(uid: Self.control)
            _ = try client.call(Service.ActAs.self, .init(principal: "ncp-est"))
            #expect(try client.call(Service.WhoAmI.self, .init()).roles == ["ncp"])
            try TestSite(exercise: true).write(to: daemon.folder)
            _ = try daemon.connect().call(Service.Reload.self, .init())
            #expect(try client.call(Service.WhoAmI.self, .init()).roles == [])
            #expect(try client.ask(Roster.ListExperts.self, .init()).errorName == "PermissionDenied")
        }
    }

    /// What every interface that the daemon names declares, by its own description.
    private func methods(of daemon: RunningDaemon) throws -> [String] {
        let client = try daemon.connect()
        return try client.call(VarlinkService.GetInfo.self, .init()).interfaces.flatMap { interface in
            let text = try client.call(VarlinkService.GetInterfaceDescription.self, .init(interface: interface)).description
            return try InterfaceDescription(parsing: text).members.compactMap { member in
                if case .method(let method) = member { "\(interface).\(method.name)" } else { nil }
            }
        }
    }

    /// A field that no method has: who may call gets as far as being told so, and nothing is done.
    private func check(_ client: VarlinkClient, _ methods: [String], _ column: String, _ who: String) throws {
        let place = try #require(Self.columns.firstIndex(of: column))
        for method in methods {
            guard let row = Self.table[method].map(Array.init) else { continue }
            let answer = try refusal(client, method)
            let admitted = [VarlinkService.InvalidParameter.name, VarlinkService.ExpectedMore.name].contains(answer)
            #expect(admitted || answer == VarlinkService.PermissionDenied.name, "\(who), \(method): \(answer ?? "a reply")")
            #expect(admitted == (row[place] == "x"), "\(who), \(method): \(answer ?? "a reply")")
        }
    }

    private func refusal(_ client: VarlinkClient, _ method: String) throws -> String? {
        do throws(ClientError) {
            _ = try client.callRaw(method, Array(#"{"nonsense":1}"#.utf8))
            return nil
        } catch {
            guard case .remote(let remote) = error else { throw error }
            return remote.name
        }
    }

    @Test("within a row: a contact point for their own nation only, and a step of a tasking by the role that it is for")
    func rowsWithin() throws {
        try SmallWorld.with { world in
            let tasking = try world.consentedTasking()
            _ = try world.authority.call(Taskings.Order.self, .init(id: tasking.id))
            let (albania, estonia) = (try world.contact("ALB"), try world.contact("EST"))
            try world.unchanged {
                for (nation, events) in [
                    (albania, [Taskings.Advance.Parameters.Event.depart, .begin, .close]), (estonia, [.depart, .begin, .release, .close]),
                ] {
                    for event in events {
                        #expect(try nation.ask(Taskings.Advance.self, .init(id: tasking.id, event: event)).errorName == "PermissionDenied")
                    }
                }
                let foreign = SmallWorld.expert("LVA-0001")
                #expect(try estonia.ask(Roster.PutExpert.self, .init(expert: foreign)).errorName == "PermissionDenied")
                let imported = try estonia.ask(Roster.Import.self, .init(records: [.init(expert: foreign)]))
                #expect(imported.errorName == "ImportRejected")
                let replaced = try estonia.ask(Roster.Import.self, .init(records: [], replaceNation: "LVA"))
                #expect(replaced.error != nil)
                #expect(
                    try estonia.ask(Requests.Submit.self, .init(request: SmallWorld.terms(from: 0, days: 3))).errorName
                        == "PermissionDenied")
                let amended = try estonia.ask(
                    Requests.Amend.self, .init(id: world.request, request: SmallWorld.terms(from: 0, days: 3)))
                #expect(amended.errorName == "PermissionDenied")
                #expect(try estonia.ask(Requests.Cancel.self, .init(id: world.request, reason: "x")).errorName == "PermissionDenied")
                #expect(try albania.ask(Roster.EraseName.self, .init(id: "EST-0001")).errorName == "NoSuchRecord")
            }
        }
    }
}
