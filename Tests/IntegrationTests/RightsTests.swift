import CRRTProtocol
import CRRTTestSupport
import Glibc
import Testing
import Varlink

/// Who may do what, by the kernel's word.
@Suite("Rights", .needsOtherUsers)
struct RightsTests {
    @Test("an unknown caller gets whoami and nothing else")
    func stranger() throws {
        try SmallWorld.with { world in
            let stranger = try world.daemon.connect(uid: TestSite.stranger)
            let who = try stranger.call(Service.WhoAmI.self, .init())
            #expect(who.uid == Int(TestSite.stranger))
            #expect(who.roles.isEmpty)
            let interfaces = [
                Roster.interface, Requests.interface, Taskings.interface, Consents.interface, Journal.interface, Service.interface,
                Reports.interface, Campaigns.interface, Exercise.interface, Notes.interface, Handover.interface,
            ]
            for method in interfaces.flatMap(\.methods) where method.name != Service.WhoAmI.name && method.more != .required {
                do throws(ClientError) {
                    _ = try stranger.callRaw(method.name, Array(#"{"nonsense":1}"#.utf8))
                    Issue.record("\(method.name) answered a stranger")
                } catch {
                    guard case .remote(let remote) = error else { throw error }
                    #expect(remote.name == VarlinkService.PermissionDenied.name, "\(method.name)")
                }
            }
        }
    }

    @Test("groups give a caller their roles")
    func groups() throws {
        let extra = "  - name: night-shift\n    groups: [4001]\n    roles: [duty]\n    clearance: NS\n"
        try SmallWorld.with(TestSite(extraPrincipals: extra)) { world in
            let who = try world.daemon.connect(uid: 5000, groups: [4001]).call(Service.WhoAmI.self, .init())
            #expect(who.roles == ["duty"])
            #expect(who.clearance == .NS)
            #expect(who.principals == ["night-shift"])
        }
    }

    @Test("the administrator has no operational right")
    func administrator() throws {
        try SmallWorld.with { world in
            let admin = try world.daemon.connect(uid: TestSite.administrator)
            #expect(try admin.ask(Roster.ListExperts.self, .init()).errorName == "PermissionDenied")
            #expect(try admin.ask(Requests.Validate.self, .init(id: world.request)).errorName == "PermissionDenied")
            let backup = world.daemon.folder.file("state/copy.db")
            #expect(try admin.call(Service.Backup.self, .init(path: backup)).seq > 0)
            let check = try admin.call(Service.CheckRoster.self, .init())
            #expect(check.intact && check.experts == 1)
        }
    }

    @Test("a contact point sees and changes their own nation's offers only")
    func ownOffers() throws {
        try SmallWorld.with { world in
            let latvia = try world.contact("LVA")
            #expect(try latvia.ask(Roster.GetExpert.self, .init(id: "EST-0001")).errorName == "NoSuchRecord")
            #expect(try latvia.call(Roster.ListExperts.self, .init()).experts == [])
            #expect(try latvia.call(Roster.ListExperts.self, .init(nation: "EST")).experts == [])
            try world.unchanged {
                #expect(try latvia.ask(Roster.PutExpert.self, .init(expert: SmallWorld.expert("EST-0001"))).errorName == "PermissionDenied")
                let offer = try latvia.ask(Roster.SetOffer.self, .init(kind: .expert, id: "EST-0001", event: .withdraw))
                #expect(offer.errorName == "NoSuchRecord")
            }
        }
    }

    @Test("a nation sees a request once it is asked, and of the tasking its own part")
    func asked() throws {
        try SmallWorld.with { world in
            _ = try world.contact("LVA").call(Roster.PutExpert.self, .init(expert: SmallWorld.expert("LVA-0001")))
            let estonia = try world.contact("EST")
            #expect(try estonia.ask(Requests.Get.self, .init(id: world.request)).errorName == "NoSuchRecord")
            let terms = SmallWorld.terms(from: 0, days: 10)
            var two = terms
            two.seats[0].count = 2
            let id = try #require(try world.contact("ALB").call(Requests.Submit.self, .init(request: two)).request.id)
            _ = try world.duty.call(Requests.Validate.self, .init(id: id))
            let tasking = try world.duty.call(
                Taskings.Propose.self,
                .init(
                    request: id, kind: .assembled,
                    assignments: [.init(seat: 0, expert: "EST-0001"), .init(seat: 0, expert: "LVA-0001")])
            ).tasking
            #expect(try estonia.call(Requests.Get.self, .init(id: id)).request.title == "Help")
            let own = try estonia.call(Taskings.Get.self, .init(id: tasking.id)).tasking
            #expect(own.assignments.map(\.expert) == ["EST-0001"])
            #expect(own.nations == ["EST"])
            #expect(own.consents.map(\.nation) == ["EST"])
            let whole = try world.contact("ALB").call(Taskings.Get.self, .init(id: tasking.id)).tasking
            #expect(whole.assignments.count == 2)
        }
    }

    @Test("exercise control plays others, on the record, in an exercise only")
    func exercise() throws {
        let control = "  - name: control\n    users: [\(geteuid())]\n    roles: [excon]\n    clearance: CTS\n"
        try RunningDaemon.with(TestSite(exercise: true, extraPrincipals: control)) { daemon in
            let client = try daemon.connect()
            _ = try client.call(Service.ActAs.self, .init(principal: "ncp-alb"))
            let who = try client.call(Service.WhoAmI.self, .init())
            #expect(who.actingAs == "ncp-alb")
            #expect(who.roles == ["ncp"])
            let request = try client.call(Requests.Submit.self, .init(request: SmallWorld.terms(from: 0, days: 5))).request
            #expect(request.id?.hasPrefix("EXR-ALB-") == true)
            let auditor = try daemon.connect(uid: TestSite.auditor)
            let entry = try #require(try auditor.call(Journal.Read.self, .init(subject: request.id)).entries?.first)
            #expect(entry.principal.contains("ncp-alb") && entry.principal.contains("control"))
            #expect(try client.ask(Requests.Validate.self, .init(id: request.id ?? "")).errorName == "PermissionDenied")
        }
        try RunningDaemon.with { daemon in
            let answer = try daemon.connect().ask(Service.ActAs.self, .init(principal: "duty-desk"))
            #expect(answer.errorName == "PermissionDenied")
        }
    }
}
