import CRRTDomain
import CRRTProtocol
import CRRTTestSupport
import SeededNumbers
import Varlink

/// What an onlooker asks, the same in both worlds: every method with what they may see, what they may not, what does not exist and what
/// makes no sense.
struct Probes {
    struct Probe: Sendable, CustomStringConvertible {
        let method: String
        let parameters: JSONObject
        var more = false
        /// Follow the pages of a list to their end.
        var paged = false
        var description: String { "\(method) \(parameters.jsonString())\(more ? " more" : "")" }
    }

    let onlooker: Onlooker
    let names: World.Names
    private var random: SeededGenerator
    private(set) var all: [Probe] = []

    private static let year = Samples.today.components.year

    init(_ onlooker: Onlooker, _ names: World.Names, seed: UInt64) {
        self.onlooker = onlooker
        self.names = names
        random = SeededGenerator(seed: seed)
        addReads()
        addLists([(nil, false), (2, false), (nil, true), (3, true)])
        addJournalReads()
        addMatches()
        addReports([nil, day(3), day(61), day(71), "x"])
        addRosterCommands()
        for id in names.waiting + some(names.taskings, 4) + some(hiddenTaskings, 3) + ["TSK-FRA-2020-0001-1", "x"] {
            addTaskingCommands(id)
        }
        addRequestCommands()
        addInstance()
        // Once more, now that the onlooker has done what they can.
        addReads()
        addReports([nil])
        addLists([(2, false), (nil, true)])
    }

    private mutating func add<M: VarlinkMethod>(_ method: M.Type, _ parameters: M.Parameters, more: Bool = false, paged: Bool = false) {
        let object = (try? JSONObject(json: parameters.jsonBytes())) ?? [:]
        all.append(Probe(method: M.name, parameters: object, more: more, paged: paged))
    }

    private mutating func some(_ ids: [String], _ count: Int = 6) -> [String] { Array(ids.shuffled(using: &random).prefix(count)) }

    private var hiddenRequests: [String] {
        onlooker.hidden.requesters.flatMap { nation in [1, 2, 900].map { "REQ-\(nation)-\(Self.year)-\($0 < 10 ? "000" : "0")\($0)" } }
    }
    private var hiddenTaskings: [String] { hiddenRequests.flatMap { id in [1, 2].map { "TSK-\(id.dropFirst(4))-\($0)" } } }
    private var requests: [String] { names.requests + hiddenRequests + ["REQ-FRA-2020-0001", "nonsense"] }
    private var taskings: [String] { names.taskings + hiddenTaskings + ["TSK-FRA-2020-0001-1", "nonsense"] }
    private var experts: [String] { onlooker.open.experts + onlooker.hidden.experts + ["\(onlooker.nation)-0404", "x"] }
    private var effects: [String] { [onlooker.open.effect, onlooker.hidden.effect, "\(onlooker.nation)-EFF-404", "x"] }
    private var campaigns: [String] { names.campaigns + ["CMP-100000", "x"] }
    private var standby: [String] { ["EST-STB-1", "LTU-STB-1", "POL-STB-1", "\(onlooker.nation)-STB-9", "x"] }
    private var nations: [String] { ["ALB", "EST", "LVA", "SWE", "LTU", "NOR", "POL", "FRA", "xx"] }
    private func day(_ number: Int) -> String { Samples.today.startOfDay.adding(days: number).description }
}

// MARK: what is asked

extension Probes {
    private mutating func addReads() {
        for id in experts { add(Roster.GetExpert.self, .init(id: id)) }
        for id in ["EST-CRRT-1", "LTU-CRRT-1", "POL-CRRT-1", "FRA-CRRT-1", "x"] { add(Roster.GetTeam.self, .init(id: id)) }
        for id in effects { add(Roster.GetEffect.self, .init(id: id)) }
        for id in some(names.requests) + some(requests) { add(Requests.Get.self, .init(id: id)) }
        for id in campaigns { add(Campaigns.Get.self, .init(id: id)) }
        for id in standby { add(Standby.Get.self, .init(id: id)) }
        add(Standby.Now.self, .init())
        for id in names.waiting + some(names.taskings) + some(hiddenTaskings, 3) + ["x"] { add(Taskings.Get.self, .init(id: id)) }
    }

    private mutating func addLists(_ shapes: [(limit: Int?, more: Bool)]) {
        for (limit, more) in shapes {
            let nation = some(nations, 1).first
            let paged = !more
            for nation in [nil, nation] {
                add(Roster.ListExperts.self, .init(nation: nation, limit: limit), more: more, paged: paged)
                add(Roster.ListTeams.self, .init(nation: nation, limit: limit), more: more, paged: paged)
                add(Roster.ListEffects.self, .init(nation: nation, limit: limit), more: more, paged: paged)
                add(Requests.List.self, .init(nation: nation, limit: limit), more: more, paged: paged)
                add(Taskings.List.self, .init(nation: nation, limit: limit), more: more, paged: paged)
                add(Consents.List.self, .init(nation: nation, limit: limit), more: more, paged: paged)
            }
            add(Requests.List.self, .init(state: "validated", limit: limit), more: more, paged: paged)
            add(Requests.List.self, .init(limit: limit, open: limit == nil), more: more, paged: paged)
            add(Campaigns.List.self, .init(limit: limit), more: more, paged: paged)
            add(Standby.List.self, .init(nation: nation, limit: limit), more: more, paged: paged)
            add(Notes.List.self, .init(limit: limit), more: more, paged: paged)
            add(Notes.List.self, .init(open: true, limit: limit), more: more, paged: paged)
            for id in some(requests, 3) + some(taskings, 3) {
                add(Notes.List.self, .init(subject: id, limit: limit), more: more, paged: paged)
            }
            for words in [["call"], ["WORLD"], ["help"], ["world", "call"], ["agreed"], ["zzz"], [" "]] {
                add(Notes.Search.self, .init(words: words, limit: limit), more: more)
            }
            add(Requests.List.self, .init(limit: limit, campaign: names.campaigns.first), more: more, paged: paged)
            add(Requests.ListShared.self, .init(limit: limit), more: more, paged: paged)
            add(Taskings.List.self, .init(state: "awaitingConsent", limit: limit), more: more, paged: paged)
            add(Consents.List.self, .init(state: "requested", limit: limit), more: more, paged: paged)
            for id in some(requests, 3) { add(Taskings.List.self, .init(request: id, limit: limit), more: more, paged: paged) }
            for id in some(taskings, 3) { add(Consents.List.self, .init(tasking: id, limit: limit), more: more, paged: paged) }
            for id in some(hiddenRequests, 1) { add(Requests.List.self, .init(limit: limit, after: id), more: more, paged: paged) }
            // Far more entries than records; pages of two are asked for by subject.
            add(Journal.Read.self, .init(limit: limit.map { 10 * $0 }), more: more, paged: paged)
        }
        add(Roster.ListExperts.self, .init(limit: 0))
        add(Roster.ListExperts.self, .init(skill: "PD-WRL-003:3"))
        for onTask in [true, false] { add(Roster.ListExperts.self, .init(limit: 3, onTask: onTask), paged: true) }
        add(Roster.ListExperts.self, .init(onTask: true), more: true)
        for end in [nil, day(9)] { add(Roster.ListExperts.self, .init(availableFrom: day(2), availableUntil: end)) }
        add(Roster.ListExperts.self, .init(clearance: .NS, mode: .onSite, availableFrom: day(0)), more: true)
        for word in ["mal", "zzz"] { add(Roster.ListSkills.self, .init(word: word)) }
        for word in ["power", "zzz"] { add(Roster.ListCodes.self, .init(list: .sectors, word: word)) }
        add(Roster.ListNations.self, .init())
        add(Service.Status.self, .init())
    }

    private mutating func addJournalReads() {
        for id in some(names.requests, 2) + some(hiddenRequests, 1) + names.waiting + some(experts, 2) + standby {
            add(Journal.Read.self, .init(limit: 2, subject: id), paged: true)
            add(Journal.Read.self, .init(subject: id), more: true)
        }
        for since in [0, 1, 1 << 40, 1 << 62] { add(Journal.Read.self, .init(since: since, limit: 2)) }
    }

    private mutating func addMatches() {
        for id in some(names.requests, 3) + some(hiddenRequests, 1) {
            for at in [nil, day(2)] {
                add(Requests.Match.self, .init(id: id, limit: 5, at: at))
                add(Requests.Match.self, .init(id: id, limit: 3, at: at, without: ["EST"], includeRefused: true))
                add(Requests.Match.self, .init(id: id, at: at, without: ["LTU-CRRT-1"], with: [.init(seat: 0, expert: experts[0])]))
                add(Requests.Eligible.self, .init(id: id, seat: 0, at: at))
                add(Requests.Relax.self, .init(id: id, at: at))
                for expert in experts { add(Requests.Explain.self, .init(id: id, expert: expert, at: at)) }
                for team in ["EST-CRRT-1", "LTU-CRRT-1", "POL-CRRT-1"] { add(Requests.Explain.self, .init(id: id, team: team, at: at)) }
            }
        }
        addPlans()
        add(Requests.Match.self, .init(request: terms("ALB", days: 25)))
        for id in some(requests, 2) where id != "nonsense" {
            var described = terms("ALB", days: 25)
            described.id = id
            add(Requests.Match.self, .init(request: described))
            add(Requests.Eligible.self, .init(request: described, seat: 0))
            add(Requests.Relax.self, .init(request: described))
        }
        add(Requests.Relax.self, .init(request: terms("ALB", days: 25)))
        for expert in experts { add(Requests.Explain.self, .init(request: terms("ALB", days: 25), expert: expert)) }
    }

    /// Plans of one or two requests, which are proven long before the time limit: where that ends a search, the answer depends on the load.
    private mutating func addPlans() {
        let ids = some(names.requests, 3) + some(hiddenRequests, 1)
        for (id, other) in zip(ids, ids.dropFirst() + ids.prefix(1)) {
            add(Requests.Plan.self, .init(requests: [id], at: day(2), without: ["EST"], reopen: true, includeRefused: true))
            add(Requests.Plan.self, .init(requests: [id, other], reopen: true, openings: true, remaining: true))
            add(Requests.Plan.self, .init(requests: [id], hold: [other], openings: true))
            add(Requests.Plan.self, .init(requests: [id], with: [.init(request: id, seat: 0, expert: experts[0])]))
        }
    }

    private mutating func addReports(_ instants: [String?]) {
        for at in instants {
            for nation in [nil, onlooker.nation] + some(nations, 2) {
                add(Reports.Readiness.self, .init(at: at, nation: nation))
                add(Reports.Coverage.self, .init(at: at, nation: nation))
            }
        }
        add(Reports.Readiness.self, .init(soonHours: 0))
        for nation in [nil, onlooker.nation] + some(nations, 2) {
            add(Standby.Report.self, .init(from: day(-3), until: day(40), nation: nation))
        }
        for nation in [nil, onlooker.nation] + some(nations, 2) {
            add(Reports.Expiring.self, .init(within: 80_000, nation: nation), more: true)
            add(Reports.Expiring.self, .init(within: 80_000, at: day(200), nation: nation, overdue: true, limit: 2), paged: true)
        }
        for (hours, after) in [(0, nil), (24, "x"), (24, "\(day(3)) EST-0001 expert offer")] {
            add(Reports.Expiring.self, .init(within: hours, after: after))
        }
    }

    private func terms(_ nation: String, days: Int = 3, classification: Requests.Classification = .NR) -> Requests.Request {
        .init(
            nation: nation, title: "Probe", classification: classification, releasableTo: ["NATO"], mode: .both, start: day(4),
            end: day(4 + days), seats: [.init(skill: "PD-WRL-003", minLevel: 3)])
    }
}

// MARK: what is tried

extension Probes {
    private mutating func addRequestCommands() {
        let nation = onlooker.nation
        add(Requests.Submit.self, .init(request: terms(nation), idempotencyKey: "again"))
        add(Requests.Submit.self, .init(request: terms(nation), idempotencyKey: "again"))
        add(Requests.Submit.self, .init(request: terms(nation, days: 4), idempotencyKey: "again"))
        add(Requests.Submit.self, .init(request: terms(nation, classification: .CTS)))
        for id in some(names.requests) + some(hiddenRequests, 3) + ["REQ-FRA-2020-0001", "x"] {
            add(Requests.Validate.self, .init(id: id, precedence: .flash))
            for expert in ["EST-0003", "EST-0001", onlooker.hidden.experts[0], "FRA-0404"] {
                add(Taskings.Propose.self, .init(request: id, kind: .assembled, assignments: [.init(seat: 0, expert: expert)]))
            }
            add(Taskings.Propose.self, .init(request: id, kind: .effect, effects: [onlooker.hidden.effect]))
            add(Taskings.Propose.self, .init(request: id, kind: .effect, effects: [onlooker.open.effect]))
            for revision in [99, nil] { add(Requests.Close.self, .init(id: id, outcome: "done", ifRevision: revision)) }
        }
        for id in ["NTE-10000000", "NTE-99999999", "x"] {
            add(Notes.Erase.self, .init(id: id))
            add(Notes.CompleteLesson.self, .init(id: id))
        }
        for id in some(names.requests, 2) + some(names.taskings, 3) + some(hiddenRequests, 2) + some(hiddenTaskings, 2) + ["x"] {
            add(Notes.Add.self, .init(subject: id, note: "probe", to: nation))
            add(Notes.Add.self, .init(subject: id, note: "probe", to: "all"))
            add(Notes.AddLesson.self, .init(subject: id, lesson: "probe", owner: "probe", due: "2030-01-01"))
            add(
                Notes.Report.self,
                .init(tasking: id, from: day(-1), until: day(0), summary: "probe", nextDue: day(200)))
            add(Consents.Remind.self, .init(tasking: id))
            add(Consents.Remind.self, .init(tasking: id, nation: "EST"))
        }
        for id in campaigns {
            add(Campaigns.Correct.self, .init(id: id, title: "Probe"))
            add(Campaigns.Correct.self, .init(id: id, releasableTo: ["ALB", "EST", "LTU"]))
            if id == "x" { add(Campaigns.Close.self, .init(id: id, outcome: "probe")) }
        }
        add(
            Campaigns.Open.self,
            .init(title: "Probe", domains: [.space], classification: .NR, releasableTo: ["NATO"], idempotencyKey: "campaign"))
        for id in some(names.requests, 3) + some(hiddenRequests, 2) {
            add(Requests.Correct.self, .init(id: id, campaigns: some(campaigns, 1)))
            add(Requests.Amend.self, .init(id: id, request: terms(nation)))
            add(Requests.Refer.self, .init(id: id, article: .article4, by: "probe", to: "probe"))
            add(Requests.ReportReferral.self, .init(id: id, number: 1, outcome: "probe"))
            add(Requests.Correct.self, .init(id: id, title: "Corrected"))
            add(Requests.Correct.self, .init(id: id, contacts: [.init(handle: "probe", role: "watch", phone: "112 112")]))
            add(Requests.Return.self, .init(id: id, reason: "no"))
            add(Requests.Cancel.self, .init(id: id, reason: "over", ifRevision: 1))
            add(Requests.Cancel.self, .init(id: id, reason: "over"))
        }
    }

    private mutating func addTaskingCommands(_ id: String) {
        let nation = onlooker.nation
        for kind in ["contribute", "host", "effect"] {
            for asked in [nation, "LVA"] {
                add(Consents.Grant.self, .init(tasking: id, nation: asked, kind: .init(rawValue: kind)!, digest: "0"))
                if !chance(20) { add(Consents.Grant.self, .init(tasking: id, nation: asked, kind: .init(rawValue: kind)!)) }
            }
            if chance(40) {
                add(Consents.Refuse.self, .init(tasking: id, nation: nation, kind: .init(rawValue: kind)!, reason: "no"))
                add(Consents.Revoke.self, .init(tasking: id, nation: nation, kind: .init(rawValue: kind)!, reason: "no", digest: "0"))
                add(Consents.Revoke.self, .init(tasking: id, nation: nation, kind: .init(rawValue: kind)!, reason: "no"))
            }
        }
        for revision in [99, nil] { add(Taskings.Approve.self, .init(id: id, until: day(60), ifRevision: revision)) }
        if chance(50) { add(Taskings.WithdrawApproval.self, .init(id: id, reason: "anew")) }
        for revision in [99, nil] { add(Taskings.Order.self, .init(id: id, ifRevision: revision)) }
        add(Taskings.Extend.self, .init(id: id, until: day(40)))
        for event in [Taskings.Advance.Parameters.Event.depart, .begin, .release, .home, .close].prefix(
            Int.random(in: 2...5, using: &random))
        {
            add(Taskings.Advance.self, .init(id: id, event: event, report: "probe"))
            add(Taskings.Extend.self, .init(id: id, until: day(41)))
        }
        add(Taskings.Advance.self, .init(id: id, event: .home, experts: ["\(nation)-0001"]))
        add(Taskings.Withdraw.self, .init(id: id, experts: ["\(nation)-0001"], cause: .ill, reason: "fever"))
        add(Taskings.Withdraw.self, .init(id: id, experts: [onlooker.hidden.experts[0]], cause: .ill, reason: "fever"))
        add(Taskings.Replace.self, .init(id: id, assignments: [.init(seat: 0, expert: "\(nation)-0001")]))
        if chance(40) { add(Taskings.Recall.self, .init(id: id, nation: nation, reason: "crisis", experts: ["\(nation)-0001"])) }
        if chance(40) { add(Taskings.Recall.self, .init(id: id, nation: nation, reason: "crisis")) }
        let recalled = id == names.waiting.first ? ["\(nation)-0003", "\(nation)-0001"] : ["\(nation)-0001"]
        add(Taskings.Recall.self, .init(nation: nation, reason: "crisis", experts: recalled))
        add(Taskings.Recall.self, .init(id: id, nation: "LVA", reason: "crisis"))
        for effect in ["\(nation)-EFF-01", "\(nation)-EFF-77"] {
            add(Taskings.ReportOutcome.self, .init(id: id, effect: effect, result: .unknown, text: "probe"))
            add(Taskings.Cease.self, .init(id: chance(50) ? id : nil, effect: effect, reason: "stop"))
            add(Taskings.Recall.self, .init(nation: nation, reason: "crisis", experts: [effect]))
        }
        if chance(40) || id == "x" { add(Taskings.Abort.self, .init(id: id, reason: "stop")) }
    }

    private mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }

    private mutating func addRosterCommands() {
        let nation = onlooker.nation
        for id in experts + ["\(nation)-0001"] {
            let expert = Roster.Expert(id: id, nation: String(id.prefix(3)), skills: ["PD-WRL-003": 3], noticeHours: 1, mode: .remote)
            add(Roster.PutExpert.self, .init(expert: expert, ifRevision: 7))
            add(Roster.SetOffer.self, .init(kind: .expert, id: id, event: .confirm))
            add(Roster.EraseName.self, .init(id: id))
            add(Roster.Import.self, .init(records: [.init(expert: expert)], dryRun: true))
            if !onlooker.open.experts.contains(id) { add(Roster.PutExpert.self, .init(expert: expert)) }
        }
        for of in [nation, "FRA", "LVA"] {
            add(Roster.PutContact.self, .init(contact: .init(nation: of, handle: "probe", role: "watch", phone: "+372 555 0123")))
            add(Roster.RemoveContact.self, .init(nation: of, handle: chance(50) ? "probe" : "none"))
            add(Roster.ListContacts.self, .init(nation: of))
        }
        add(Roster.ListContacts.self, .init(nation: nil), more: true)
        let team = Roster.Team(
            id: "\(nation)-CRRT-9", name: "Nine", nation: nation, members: ["\(nation)-0404"] + onlooker.hidden.experts, noticeHours: 1)
        add(Roster.PutTeam.self, .init(team: team))
        add(Roster.GetTeam.self, .init(id: team.id))
        addStandbyCommands()
        for id in effects.dropLast() {
            let effect = Roster.Effect(
                id: id, nation: String(id.prefix(3)), title: "Probe", category: .defensive, kind: "sinkhole", leadHours: 2,
                classification: .NR, releasableTo: ["NATO"])
            // Within one's own nation an id that is taken must be told; no world without one there.
            if id != "\(nation)-EFF-09" {
                add(Roster.PutEffect.self, .init(effect: effect))
                add(Roster.Import.self, .init(records: [.init(effect: effect)], dryRun: true))
            }
            add(Roster.SetOffer.self, .init(kind: .effect, id: id, event: .confirm))
        }
        for other in [nation, "LTU"] { add(Roster.Import.self, .init(records: [], dryRun: true, replaceNation: other)) }
        // Some of them are in taskings that are hidden, and lowered below what those ask for.
        let lowered = ["\(nation)-0003", "\(nation)-0777"].map {
            Roster.Record(
                expert: .init(
                    id: $0, nation: nation, clearance: .init(level: .NR, validUntil: String(day(900).prefix(10))),
                    skills: ["PD-WRL-003": 3], noticeHours: 1, mode: .both))
        }
        for dryRun in [true, false] { add(Roster.Import.self, .init(records: lowered, dryRun: dryRun)) }
    }

    private mutating func addStandbyCommands() {
        let nation = onlooker.nation
        for id in standby {
            let period = Standby.Period(
                id: id, team: "\(nation)-CRRT-9", start: day(2), end: day(9), tier: .second, noticeHours: 4)
            add(Standby.Put.self, .init(period: period))
            add(Standby.Import.self, .init(periods: [period], dryRun: true))
            add(Standby.Confirm.self, .init(id: id))
            add(Standby.AskSwap.self, .init(id: "\(nation)-STB-9", with: id, start: day(2), end: day(9)))
            add(Standby.AskSwap.self, .init(id: id, with: "\(nation)-STB-9", start: day(2), end: day(9)))
            for agree in [true, false] { add(Standby.AnswerSwap.self, .init(id: id, agree: agree)) }
            add(Standby.Withdraw.self, .init(id: id, reason: "no"))
        }
    }

    private mutating func addInstance() {
        add(VarlinkService.GetInfo.self, .init())
        add(VarlinkService.GetInterfaceDescription.self, .init(interface: "io.crrtd.Journal"))
        add(Service.WhoAmI.self, .init())
        add(Exercise.AddInject.self, .init(text: "probe", classification: .NR, to: ["desk"]))
        for id in ["INJ-0001", "x"] {
            add(Exercise.ReleaseInject.self, .init(id: id))
            add(Exercise.CancelInject.self, .init(id: id))
            add(Exercise.ClearNoDuff.self, .init(id: id))
        }
        add(Exercise.RaiseNoDuff.self, .init(text: "probe"))
        add(Exercise.ListInjects.self, .init(), more: true)
        add(Exercise.ListNoDuff.self, .init(), more: true)
        let digest = String(repeating: "d", count: 64)
        add(Handover.List.self, .init())
        for position in [0, 40, 4000] {
            add(Handover.Sign.self, .init(to: "duty-desk", since: day(-20), position: position, digest: digest))
        }
        add(Handover.Sign.self, .init(to: "nonsense", since: "x", position: -1, digest: "x"))
        add(Handover.Accept.self, .init(digest: digest))
        add(Handover.Accept.self, .init())
        for limit in [1, 3, 0] { add(Handover.List.self, .init(limit: limit)) }
        add(Journal.Read.self, .init(subject: "handover"))
        add(Service.ActAs.self, .init(principal: "duty-desk"))
        add(Service.Rehearse.self, .init())
        add(Service.Reload.self, .init())
        // The files of each world lie in a folder of its own, whose name the administrator would read.
        if !onlooker.weighs { add(Service.GetConfiguration.self, .init()) }
        add(ServiceControl.Ping.self, .init())
        add(ServiceControl.Reload.self, .init())
        add(ServiceControl.SetLogLevel.self, .init(level: 6))
        add(ServiceControl.GetLogLevel.self, .init())
        // A copy weighs what all records weigh; only who may not have one is asked about it.
        add(Service.Backup.self, .init(path: onlooker.weighs ? "no/path" : "/tmp/never-written"))
        if !onlooker.weighs { add(Service.CheckRoster.self, .init()) }
        // They tell the administrator how much is done, and never what.
        if !onlooker.weighs { add(Metrics.List.self, .init(), more: true) }
        add(Metrics.Describe.self, .init(), more: true)
        add(Journal.Verify.self, .init())
        add(Journal.Export.self, .init())
        for since in [0, 1 << 62] { add(Journal.Watch.self, .init(since: since), more: true) }
        add(Journal.Watch.self, .init(), more: true)
        add(Journal.Watch.self, .init())
    }
}
