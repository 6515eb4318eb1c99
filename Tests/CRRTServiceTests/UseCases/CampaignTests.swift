import CRRTDomain
import CRRTProtocol
import CRRTStore
import CRRTTestSupport
import Testing
import Varlink

@testable import CRRTService

/// Campaigns, and the links of requests to them.
@Suite("Campaigns")
struct CampaignTests {
    private static func open(
        _ desk: InProcessDesk, _ classification: Campaigns.Classification = .NR, _ releasableTo: [String] = ["NATO"],
        title: String = "Wipers at grid operators"
    ) throws -> Campaigns.Campaign {
        try desk.call(
            Campaigns.Open.self,
            .init(title: title, domains: [.energy, .cyberspace], classification: classification, releasableTo: releasableTo),
            as: TestSite.duty
        ).campaign
    }

    private static func submit(
        _ desk: InProcessDesk, _ campaigns: [String]?, _ classification: Requests.Classification = .NR,
        _ releasableTo: [String] = ["NATO"]
    ) throws -> Answer<Requests.Submit.Reply> {
        var terms = OneTasking.terms()
        (terms.classification, terms.releasableTo, terms.campaigns) = (classification, releasableTo, campaigns)
        return try desk.ask(Requests.Submit.self, .init(request: terms), as: TestSite.contact("ALB"))
    }

    private static func field<Reply>(_ answer: Answer<Reply>) -> String? { answer.error?.as(Service.InvalidRecord.self)?.field }

    @Test("the desk opens, corrects and closes; each step is journalled, a closed one is not closed again, and bad fields are named")
    func steps() throws {
        try InProcessDesk.with { (desk) throws in
            let campaign = try Self.open(desk)
            #expect(try CampaignID(campaign.id).description == campaign.id)
            #expect(campaign.domains == [.cyberspace, .energy] && campaign.state == .open && campaign.revision == 1)
            func correct(_ change: (inout Campaigns.Correct.Parameters) -> Void) throws -> Answer<Campaigns.Correct.Reply> {
                var parameters = Campaigns.Correct.Parameters(id: campaign.id)
                change(&parameters)
                return try desk.ask(Campaigns.Correct.self, parameters, as: TestSite.duty)
            }
            let faults: [((inout Campaigns.Correct.Parameters) -> Void, String)] = [
                ({ _ in }, "title"), ({ $0.title = " " }, "title"), ({ $0.domains = [] }, "domains"),
                ({ $0.domains = [.space, .space] }, "domains[1]"), ({ $0.releasableTo = ["NATO", "XYZ"] }, "releasableTo[1]"),
                ({ $0.releasableTo = [] }, "releasableTo"), ({ $0.title = campaign.title }, "title"),
            ]
            for (change, field) in faults { #expect(Self.field(try correct(change)) == field) }
            #expect(try correct { ($0.title, $0.ifRevision) = ("Wipers", 7) }.error?.as(Service.StaleRevision.self)?.current == 1)
            #expect(try correct { $0.summary = "Known since May" }.reply().campaign.revision == 2)
            #expect(try correct { $0.summary = "" }.reply().campaign.summary == nil)
            func close() throws -> Answer<Campaigns.Close.Reply> {
                try desk.ask(Campaigns.Close.self, .init(id: campaign.id, outcome: "Attributed"), as: TestSite.duty)
            }
            #expect(try close().reply().campaign.outcome == "Attributed")
            #expect(try close().error?.as(Service.IllegalTransition.self)?.state == "closed")
            #expect(try correct { $0.title = "Wipers at grids" }.reply().campaign.state == .closed)
            let entries = try desk.call(Journal.Read.self, .init(limit: 10, subject: campaign.id), as: TestSite.duty).entries ?? []
            #expect(
                entries.map(\.event) == [
                    "campaign.opened", "campaign.corrected", "campaign.corrected", "campaign.closed", "campaign.corrected",
                ])
            #expect(entries[1].detail("changed") == #"summary: nothing -> "Known since May""#)
            #expect(try desk.store.differingRows().isEmpty)
        }
    }

    @Test("who reads a campaign: by its label alone; hidden and absent are the same")
    func readers() throws {
        try InProcessDesk.with(Onlooker.site) { (desk) throws in
            let open = try Self.open(desk, .NR, ["NATO"])
            let secret = try Self.open(desk, .NS, ["NATO"])
            let few = try Self.open(desk, .NR, ["EST", "LVA"])
            let expected: [(UInt32, Set<String>)] = [
                (TestSite.duty, [open.id, secret.id, few.id]), (TestSite.authority, [open.id, secret.id, few.id]),
                (TestSite.auditor, [open.id, secret.id, few.id]), (TestSite.council, [open.id, secret.id, few.id]),
                (2106, [open.id, few.id]), (2101, [open.id, few.id]), (2104, [open.id, secret.id]),
                (TestSite.contact("EST"), [open.id, secret.id, few.id]), (2105, [open.id, few.id]),
                (TestSite.contact("FRA"), [open.id, secret.id]),
            ]
            for (uid, ids) in expected {
                let listed = try desk.call(Campaigns.List.self, .init(), as: uid).campaigns ?? []
                #expect(Set(listed.map(\.id)) == ids, "\(uid)")
                let heard = try desk.call(Journal.Read.self, .init(), as: uid).entries ?? []
                #expect(Set(heard.map(\.subject)) == ids, "\(uid)")
                for id in [open.id, secret.id, few.id] {
                    let got = try desk.ask(Campaigns.Get.self, .init(id: id), as: uid)
                    #expect((got.error == nil) == ids.contains(id), "\(uid)")
                    if !ids.contains(id) { #expect(got.error?.as(Service.NoSuchRecord.self)?.kind == "campaign") }
                }
            }
            let energy = try desk.call(Campaigns.List.self, .init(state: "open", domain: "energy", limit: 2), as: TestSite.duty)
            #expect(energy.campaigns?.count == 2 && energy.next != nil)
            #expect(try desk.call(Campaigns.List.self, .init(domain: "space"), as: TestSite.duty).campaigns?.isEmpty == true)
            #expect(Self.field(try desk.ask(Campaigns.List.self, .init(domain: "sea"), as: TestSite.duty)) == "domain")
        }
    }

    @Test(
        "a request is linked where its label is as strict as the campaign's, to an open one that its author sees; a correction changes it")
    func links() throws {
        try InProcessDesk.with { (desk) throws in
            let (open, secret, few) = (try Self.open(desk), try Self.open(desk, .NS), try Self.open(desk, .NR, ["ALB", "EST"]))
            let closed = try Self.open(desk, title: "Over")
            _ = try desk.call(Campaigns.Close.self, .init(id: closed.id, outcome: "over"), as: TestSite.duty)
            for id in [secret.id, few.id, closed.id, "CMP-100000"] {
                let answer = try Self.submit(desk, [open.id, id])
                #expect(Self.field(answer) == "request.campaigns[1]", "\(id)")
                #expect(answer.error?.as(Service.InvalidRecord.self)?.reason.contains(id) == true)
            }
            #expect(Self.field(try Self.submit(desk, ["x"])) == "request.campaigns[0]")
            #expect(Self.field(try Self.submit(desk, [open.id, open.id])) == "request.campaigns[1]")
            let id = try #require(try Self.submit(desk, [open.id, few.id], .NR, ["EST"]).reply().request.id)
            let other = try #require(try Self.submit(desk, nil).reply().request.id)
            func listed(_ campaign: String, as uid: UInt32 = TestSite.duty) throws -> [String?] {
                (try desk.call(Requests.List.self, .init(campaign: campaign), as: uid).requests ?? []).map(\.id)
            }
            #expect(try listed(few.id) == [id] && listed(open.id) == [id] && listed(secret.id) == [])
            #expect(try listed(open.id, as: TestSite.contact("EST")) == [], "the request is not theirs to see")
            #expect(Self.field(try desk.ask(Requests.List.self, .init(campaign: "x"), as: TestSite.duty)) == "campaign")
            func correct(_ campaigns: [String], _ id: String) throws -> Answer<Requests.Correct.Reply> {
                try desk.ask(Requests.Correct.self, .init(id: id, campaigns: campaigns), as: TestSite.contact("ALB"))
            }
            #expect(Self.field(try correct([few.id], other)) == "campaigns[0]")
            #expect(try correct([open.id], other).reply().request.campaigns == [open.id])
            #expect(try listed(open.id) == [id, other])
            #expect(try correct([], other).reply().request.campaigns == nil)
            // A wider release would show the request to people who could not see the campaign.
            var terms = try desk.call(Requests.Get.self, .init(id: id), as: TestSite.duty).request
            terms.releasableTo = ["EST", "LVA"]
            let wider = try desk.ask(Requests.Amend.self, .init(id: id, request: terms), as: TestSite.contact("ALB"))
            #expect(Self.field(wider) == "request.releasableTo")
            #expect(wider.error?.as(Service.InvalidRecord.self)?.reason.contains(few.id) == true)
            terms.campaigns = [open.id]
            _ = try desk.call(Requests.Amend.self, .init(id: id, request: terms), as: TestSite.contact("ALB"))
            // A link on record outlives the end of the campaign.
            _ = try desk.call(Campaigns.Close.self, .init(id: open.id, outcome: "over"), as: TestSite.duty)
            terms.title = "Another"
            _ = try desk.call(Requests.Amend.self, .init(id: id, request: terms), as: TestSite.contact("ALB"))
            #expect(try listed(open.id) == [id])
            #expect(try desk.store.differingRows().isEmpty)
        }
    }

    @Test("no nation consents to a link: taskings and consents stay as they are")
    func noTerm() throws {
        try SharedTasking.with(at: .onTask) { (tasking) throws in
            let campaign = try Self.open(tasking.desk)
            let before = (try tasking.record, try tasking.consents)
            let corrected = try tasking.desk.call(
                Requests.Correct.self, .init(id: tasking.request, campaigns: [campaign.id]), as: TestSite.duty)
            #expect(corrected.request.campaigns == [campaign.id] && corrected.request.state == .validated)
            #expect(try (tasking.record, tasking.consents) == before)
            _ = try tasking.step(.release).reply()
            // A contributing nation reads the link with the request.
            #expect(
                try tasking.desk.call(Requests.Get.self, .init(id: tasking.request), as: SharedTasking.estonia).request.campaigns
                    == [campaign.id])
        }
    }

    @Test("a campaign that a reload hides is in no request, list and journal of theirs, and what they change keeps the link")
    func hiddenByReload() throws {
        func site(_ members: String) -> TestSite { TestSite(extraPrincipals: "groups: {QQ: [\(members)]}\n") }
        try InProcessDesk.with(site("ALB, EST")) { (desk) throws in
            let campaign = try Self.open(desk, .NR, ["QQ"])
            let id = try #require(try Self.submit(desk, nil, .NR, ["EST"]).reply().request.id)
            _ = try desk.call(Requests.Correct.self, .init(id: id, campaigns: [campaign.id]), as: TestSite.duty)
            try desk.reconfigure(principals: site("EST").principals)
            let albania = TestSite.contact("ALB")
            var terms = try desk.call(Requests.Get.self, .init(id: id), as: albania).request
            #expect(terms.campaigns == nil)
            #expect(try desk.call(Requests.List.self, .init(campaign: campaign.id), as: albania).requests == [])
            #expect(try !desk.call(Journal.Read.self, .init(limit: 100), as: albania).jsonString().contains(campaign.id))
            #expect(try desk.call(Journal.Read.self, .init(limit: 100), as: TestSite.duty).jsonString().contains(campaign.id))
            terms.summary = "More is known"
            _ = try desk.call(Requests.Amend.self, .init(id: id, request: terms), as: albania)
            #expect(Self.field(try desk.ask(Requests.Correct.self, .init(id: id, campaigns: []), as: albania)) == "campaigns")
            _ = try desk.call(Requests.Correct.self, .init(id: id, title: "Another"), as: albania)
            #expect(try desk.call(Requests.Get.self, .init(id: id), as: TestSite.duty).request.campaigns == [campaign.id])
        }
    }

    @Test(
        "a stricter label takes the campaign out of requests whose readers could not see it, and tells of those alone that the caller sees")
    func stricter() throws {
        try InProcessDesk.with(Onlooker.site) { (desk) throws in
            let campaign = try Self.open(desk)
            let open = try #require(try Self.submit(desk, [campaign.id]).reply().request.id)
            let secret = try #require(try Self.submit(desk, [campaign.id], .NS, ["NATO"]).reply().request.id)
            let few = try #require(try Self.submit(desk, [campaign.id], .NS, ["EST"]).reply().request.id)
            func correct(_ classification: Campaigns.Classification?, _ releasableTo: [String]?, as uid: UInt32) throws -> [String]? {
                try desk.call(
                    Campaigns.Correct.self, .init(id: campaign.id, classification: classification, releasableTo: releasableTo), as: uid
                ).unlinked
            }
            func linked(_ id: String) throws -> Bool {
                try desk.call(Requests.Get.self, .init(id: id), as: TestSite.duty).request.campaigns == [campaign.id]
            }
            // A duty officer of low clearance narrows the release: the secret request, which they do not see, loses its link, too.
            #expect(try correct(nil, ["ALB", "EST"], as: 2101) == [open])
            #expect(try (linked(open), linked(secret), linked(few)) == (false, false, true))
            #expect(try correct(.NS, nil, as: TestSite.duty) == nil)
            #expect(try linked(few))
            let last = try desk.call(Journal.Read.self, .init(limit: 100, subject: secret), as: TestSite.auditor).entries?.last
            #expect(last?.event == "request.corrected" && last?.detail("changed") == "campaigns: \(campaign.id) -> nothing")
            let hidden = try desk.ask(Campaigns.Correct.self, .init(id: campaign.id, title: "x"), as: 2101)
            #expect(hidden.error?.as(Service.NoSuchRecord.self) != nil, "it is above them now")
            #expect(
                Self.field(
                    try desk.ask(
                        Campaigns.Open.self, .init(title: "x", domains: [.air], classification: .NS, releasableTo: ["NATO"]), as: 2101))
                    == "classification")
            #expect(
                Self.field(
                    try desk.ask(
                        Campaigns.Open.self, .init(title: "x", domains: [.air], classification: .NR, releasableTo: ["EST"]), as: 2104))
                    == "releasableTo")
            #expect(try desk.store.differingRows().isEmpty)
        }
    }
}
