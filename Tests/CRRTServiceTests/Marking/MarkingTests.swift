import CRRTDomain
import CRRTProtocol
import CRRTTestSupport
import Testing
import Varlink

@testable import CRRTService

/// Every reply bears the label of all that it holds.
@Suite("Markings")
struct MarkingTests {
    private static let duty = TestSite.duty
    private static func contact(_ nation: String) -> UInt32 { TestSite.contact(nation) }

    private static func expert(_ id: String) -> Roster.Expert {
        .init(
            id: id, nation: String(id.prefix(3)), clearance: .init(level: .NS, validUntil: "2039-12-31"), skills: ["PD-WRL-003": 4],
            noticeHours: 4, mode: .both)
    }

    private static func effect(_ id: String, _ level: Roster.Classification, _ nations: [String]) -> Roster.Effect {
        .init(
            id: id, nation: String(id.prefix(3)), title: "Sinkhole", category: .defensive, kind: "sinkhole", leadHours: 4,
            classification: level, releasableTo: nations)
    }

    private static func terms(_ desk: InProcessDesk, _ level: Requests.Classification, _ nations: [String]) -> Requests.Request {
        .init(
            nation: "ALB", title: "Help", classification: level, releasableTo: nations, mode: .both,
            start: desk.clock.now.adding(days: 30).description, end: desk.clock.now.adding(days: 35).description,
            seats: [.init(skill: "PD-WRL-003", minLevel: 3)])
    }

    private static func submitted(_ desk: InProcessDesk, _ level: Requests.Classification, _ nations: [String]) throws -> String {
        let reply = try desk.call(Requests.Submit.self, .init(request: terms(desk, level, nations)), as: contact("ALB"))
        #expect(words(reply.marking) == "\(level.rawValue) \(nations.joined(separator: " "))", "what is filed is marked as filed")
        let id = try #require(reply.request.id)
        _ = try desk.call(Requests.Validate.self, .init(id: id), as: duty)
        return id
    }

    /// `NR EST LVA`; `NR` where nobody is named.
    private static func words(_ marking: (some WireMarking)?) -> String? {
        marking.map { ([$0.classification.rawValue] + ($0.releasableTo ?? [])).joined(separator: " ") }
    }

    @Test("a request, a list of requests, an empty list")
    func requests() throws {
        try InProcessDesk.with { desk in
            func list(_ limit: Int? = nil, nation: String? = nil) throws -> String? {
                Self.words(try desk.call(Requests.List.self, .init(nation: nation, limit: limit), as: Self.duty).marking)
            }
            #expect(try list() == "NR", "nothing is marked with the floor of the site, and nobody's")
            let first = try Self.submitted(desk, .NC, ["EST", "LVA"])
            #expect(Self.words(try desk.call(Requests.Get.self, .init(id: first), as: Self.duty).marking) == "NC EST LVA")
            #expect(try list() == "NC EST LVA")
            _ = try Self.submitted(desk, .NR, ["NATO"])
            #expect(try list() == "NC EST LVA", "permission intersects, restriction unites")
            _ = try Self.submitted(desk, .NS, ["LVA", "LTU", "EST"])
            #expect(try list() == "NS EST LVA")
            _ = try Self.submitted(desk, .NR, ["TUR"])
            #expect(try list() == "NS", "there is nobody who may know all of it")
            #expect(try list(2) == "NC EST LVA", "a page is marked by what it holds")
            #expect(try list(nation: "EST") == "NR")
        }
    }

    @Test("nothing is marked under the floor of the site")
    func floor() throws {
        try InProcessDesk.with(TestSite(policy: "siteFloor: NC\n")) { desk in
            let reply = try desk.call(
                Requests.Submit.self, .init(request: Self.terms(desk, .NU, ["NATO"])), as: Self.contact("ALB"))
            #expect(reply.request.classification == .NU)
            #expect(Self.words(reply.marking) == "NC NATO")
            #expect(Self.words(try desk.call(Service.Status.self, .init(), as: Self.duty).marking) == "NC")
            #expect(Self.words(try desk.call(Roster.ListSkills.self, .init(), as: Self.duty).marking) == "NC")
            #expect(Self.words(try desk.call(Requests.List.self, .init(), as: Self.contact("EST")).marking) == "NC")
        }
    }

    @Test("what a nation offers is that nation's to know")
    func roster() throws {
        try InProcessDesk.with { desk in
            let put = try desk.call(Roster.PutExpert.self, .init(expert: Self.expert("EST-0001")), as: Self.contact("EST"))
            #expect(Self.words(put.marking) == "NR EST")
            #expect(Self.words(try desk.call(Roster.GetExpert.self, .init(id: "EST-0001"), as: Self.duty).marking) == "NR EST")
            #expect(Self.words(try desk.call(Roster.ListExperts.self, .init(), as: Self.duty).marking) == "NR EST")
            _ = try desk.call(Roster.PutExpert.self, .init(expert: Self.expert("LVA-0001")), as: Self.contact("LVA"))
            #expect(Self.words(try desk.call(Roster.ListExperts.self, .init(), as: Self.duty).marking) == "NR")
            #expect(Self.words(try desk.call(Roster.ListExperts.self, .init(), as: Self.contact("LVA")).marking) == "NR LVA")
            let effect = Self.effect("EST-E1", .NS, ["EST", "LVA", "LTU"])
            let dry = Roster.Import.Parameters(records: [.init(effect: effect)], dryRun: true)
            #expect(Self.words(try desk.call(Roster.Import.self, dry, as: Self.contact("EST")).marking) == "NS EST")
            _ = try desk.call(Roster.PutEffect.self, .init(effect: effect), as: Self.contact("EST"))
            _ = try desk.call(Roster.PutEffect.self, .init(effect: Self.effect("LVA-E1", .NR, ["NATO"])), as: Self.contact("LVA"))
            #expect(Self.words(try desk.call(Roster.ListEffects.self, .init(), as: Self.duty).marking) == "NS EST LTU LVA")
            let offer = try desk.call(
                Roster.SetOffer.self, .init(kind: .effect, id: "EST-E1", event: .suspend), as: Self.contact("EST"))
            #expect(Self.words(offer.marking) == "NS EST LVA LTU")
        }
    }

    @Test("taskings, consents, matches and the journal bear their request's label")
    func taskings() throws {
        try InProcessDesk.with { desk in
            _ = try desk.call(Roster.PutExpert.self, .init(expert: Self.expert("EST-0001")), as: Self.contact("EST"))
            let request = try Self.submitted(desk, .NC, ["EST", "LVA"])
            let match = try desk.call(Requests.Match.self, .init(id: request), as: Self.duty)
            #expect(match.candidates.count == 1)
            #expect(Self.words(match.marking) == "NC EST", "it names Estonia's expert")
            let described = try desk.call(Requests.Relax.self, .init(request: Self.terms(desk, .NS, ["TUR"])), as: Self.duty)
            #expect(Self.words(described.marking) == "NS TUR")
            let why = try desk.call(Requests.Explain.self, .init(id: request, expert: "EST-0001"), as: Self.duty)
            #expect(Self.words(why.marking) == "NC EST")
            let tasking = try desk.call(
                Taskings.Propose.self, .init(request: request, kind: .assembled, assignments: [.init(seat: 0, expert: "EST-0001")]),
                as: Self.duty)
            #expect(Self.words(tasking.marking) == "NC EST LVA")
            #expect(Self.words(try desk.call(Taskings.List.self, .init(), as: Self.duty).marking) == "NC EST LVA")
            #expect(Self.words(try desk.call(Consents.List.self, .init(), as: Self.contact("EST")).marking) == "NC EST LVA")
            let grant = Consents.Grant.Parameters(tasking: tasking.tasking.id, nation: "EST", kind: .contribute)
            #expect(Self.words(try desk.call(Consents.Grant.self, grant, as: Self.contact("EST")).marking) == "NC EST LVA")
            let journal = try desk.call(Journal.Read.self, .init(subject: tasking.tasking.id), as: TestSite.auditor)
            #expect(journal.entries?.count == 2)
            #expect(Self.words(journal.marking) == "NC EST LVA")
            let whole = try desk.call(Journal.Read.self, .init(), as: TestSite.auditor)
            #expect(Self.words(whole.marking) == "NC EST", "the first entry is an expert's")
        }
    }

    /// A label that followed from hidden records would tell of them.
    @Test("a list is marked by what the caller sees of it")
    func nothingOfWhatIsHidden() throws {
        try InProcessDesk.with { desk in
            _ = try Self.submitted(desk, .NR, ["NATO"])
            let lists = { Self.words(try desk.call(Requests.List.self, .init(), as: Self.contact("EST")).marking) }
            let before = try lists()
            _ = try desk.call(Roster.PutEffect.self, .init(effect: Self.effect("LVA-E1", .NS, ["LVA"])), as: Self.contact("LVA"))
            _ = try Self.submitted(desk, .NS, ["TUR"])
            #expect(try lists() == before)
            #expect(Self.words(try desk.call(Roster.ListEffects.self, .init(), as: Self.contact("EST")).marking) == "NR")
        }
    }

    /// A nation may have to know of a tasking whose request has been taken out of its sight.
    @Test("whom a request may be shown to is told to those who may read it")
    func narrowed() throws {
        try InProcessDesk.with { desk in
            let request = try Self.submitted(desk, .NC, ["EST", "LVA"])
            let consent = Consents.Consent(
                tasking: request.replacing("REQ", with: "TSK") + "-1", nation: "LTU", kind: .contribute, state: .requested,
                replyBy: desk.clock.now.description, digest: "")
            func marking(_ roles: RoleSet, _ nation: String?) throws -> String? {
                let caller = Caller(
                    principal: Principal(name: "x", uid: 1), roles: roles, nation: try nation.map { try NationCode($0) },
                    clearance: .secret, entries: ["x"])
                return Self.words(
                    try desk.instance.environment.query(caller) { try $0.mark(Consents.List.Reply(consents: [consent])) }.marking)
            }
            #expect(try marking([.duty], nil) == "NC EST LVA")
            #expect(try marking([.ncp], "LTU") == "NC")
        }
    }

    @Test("an exercise says so with every reply, and a repeated command gets its first marking")
    func exercise() throws {
        try InProcessDesk.with(TestSite(exercise: true)) { desk in
            let parameters = Requests.Submit.Parameters(request: Self.terms(desk, .NR, ["NATO"]), idempotencyKey: "once")
            let first = try desk.call(Requests.Submit.self, parameters, as: Self.contact("ALB"))
            #expect(first.marking?.exercise == true)
            #expect(try desk.call(Requests.Submit.self, parameters, as: Self.contact("ALB")) == first)
            #expect(try desk.call(Requests.List.self, .init(nation: "EST"), as: Self.duty).marking?.exercise == true)
        }
        try InProcessDesk.with { desk in
            let list = try desk.call(Requests.List.self, .init(), as: Self.duty)
            #expect(list.marking?.exercise == false)
        }
    }

    /// A reply that tells of a record, of whatever type an interface gives it, declares its marking.
    @Test("no method shows records without a marking")
    func everyMethod() throws {
        var marked = 0
        for interface in [
            Roster.interface, Requests.interface, Taskings.interface, Consents.interface, Journal.interface, Service.interface,
            Reports.interface, Campaigns.interface, Standby.interface, Exercise.interface, Notes.interface, Handover.interface,
        ] {
            let members = try InterfaceDescription(parsing: interface.text).members
            let records = Set(members.compactMap(Self.record))
            for case .method(let method) in members {
                let shows = method.reply.contains { $0.name != "marking" && Self.holds($0.type, records) }
                guard shows || method.more != .never, "\(interface.name).\(method.name)" != Self.settings else { continue }
                marked += 1
                let marking = method.reply.first { $0.name == "marking" }?.type
                #expect(marking == .optional(.named("Marking")), "\(interface.name).\(method.name) shows records without a marking")
            }
        }
        #expect(marked > 30)
    }

    /// What it shows is of the site, and of no nation.
    private static let settings = Service.GetConfiguration.name

    /// The name of a type with members; an enumeration is no record.
    private static func record(_ member: InterfaceDescription.Member) -> String? {
        guard case .type(let type) = member, case .structure = type.body else { return nil }
        return type.name
    }

    private static func holds(_ type: InterfaceDescription.FieldType, _ records: Set<String>) -> Bool {
        switch type {
        case .named(let name): records.contains(name)
        case .optional(let inner), .array(let inner), .dictionary(let inner): holds(inner, records)
        default: false
        }
    }
}
