import CRRTDomain
import CRRTProtocol

/// Requests, from the call for help to its end.
extension Generator {
    private var asking: [String] { scope == .all ? ["ALB", "LVA", "POL", "EST"] : scope.nations }

    mutating func submission(_ world: World) -> SimulatedRequest {
        let terms = terms(pick(asking), world)
        let caller = chance(75) ? Cast.contact(terms.nation) : Cast.duty
        return call(Requests.Submit.self, .init(request: terms, idempotencyKey: key(), contacts: contacts(30)), by: caller, world)
    }

    mutating func terms(_ nation: String, _ world: World) -> Requests.Request {
        let start = Int.random(in: 0...6, using: &random)
        let isEffect = chance(18)
        var terms = Requests.Request(
            nation: nation, title: "Help \(Int.random(in: 0..<1000, using: &random))", classification: pick([.NR, .NR, .NR, .NC, .NS]),
            releasableTo: chance(80) ? ["NATO"] : some(scope.nations.filter { $0 != nation }, 4),
            mode: pick([.both, .both, .both, .onSite, .remote]),
            start: day(start, world), end: day(start + Int.random(in: 1...6, using: &random), world),
            seats: isEffect
                ? [] : [.init(skill: Self.skills[0], minLevel: pick([2, 3, 3]), count: Int.random(in: 1...2, using: &random))])
        if isEffect { terms.effects = ["sinkhole"] }
        if !isEffect, chance(30) { terms.seats.append(.init(skill: Self.skills[1], minLevel: 3)) }
        if chance(20) { terms.ownNationals = true }
        if chance(15) { terms.summary = "Line one\nline two" }
        if chance(10) { terms.maxNoticeHours = 24 }
        if chance(10) { terms.excludes = [pick(scope.nations.filter { $0 != nation })] }
        if chance(15) { terms.precedence = .flash }
        if chance(10) { terms.noPartners = true }
        if chance(15) { terms.mission = pick([.respond, .prevent, .assess, .exercise]) }
        if chance(15) { terms.incident = incident() }
        if chance(15) { terms.shareWith = [pick(["GRC", "NATO"])] }
        if chance(15) {
            (terms.legalBasis, terms.costRule) = (pick(["NATO SOFA", "MoU 2024/7"]), pick(["Each its own", "The host pays"]))
        }
        return terms
    }

    mutating func incident() -> Requests.Incident {
        .init(
            class: pick(["availability.ddos", "malicious-code", "no-such-class"]), sectors: chance(50) ? ["I.1.a"] : nil,
            impact: .init(people: Int.random(in: 0..<1000, using: &random)), measures: chance(50) ? "Line one\nline two" : nil)
    }

    /// Mostly what the request waits for.
    mutating func step(_ request: Request, _ world: World) -> SimulatedRequest {
        guard let id = request.id?.description else { return submission(world) }
        let nation = request.nation.description
        let host = chance(70) ? Cast.contact(nation) : Cast.duty
        let revision = chance(10) ? pick([request.revision, request.revision, request.revision - 1]) : nil
        if request.state == .submitted, chance(70) {
            // Nothing is drawn for it, so that what a seed stands for stays.
            let judged = Requests.Validate.Parameters.Precedence.allCases
            let precedence = request.id.flatMap { $0.number % 2 == 0 ? judged[$0.number / 2 % judged.count] : nil }
            return call(
                Requests.Validate.self, .init(id: id, ifRevision: revision, idempotencyKey: key(), precedence: precedence), by: Cast.duty,
                world)
        }
        let active = (request.id.flatMap { world.model.taskingsOf[$0] } ?? []).compactMap { world.model.taskings[$0] }.filter(\.isActive)
        if active.contains(where: { !$0.serving.isEmpty }), chance(3) {
            return call(
                Requests.Amend.self, .init(id: id, request: relabelled(request), ifRevision: revision, idempotencyKey: key()), by: host,
                world)
        }
        switch Int.random(in: 0..<100, using: &random) {
        case 0..<(request.state == .submitted ? 25 : 1):
            return call(
                Requests.Return.self, .init(id: id, reason: "incomplete", ifRevision: revision, idempotencyKey: key()), by: Cast.duty, world
            )
        case ..<2:
            return call(
                Requests.Cancel.self, .init(id: id, reason: "no longer", ifRevision: revision, idempotencyKey: key()), by: host, world)
        case ..<5:
            return call(
                Requests.Amend.self, .init(id: id, request: amended(request, world), ifRevision: revision, idempotencyKey: key()), by: host,
                world)
        case 5: return campaign(request, id, host, world)
        case 9 where chance(40): return campaign(request, id, host, world)
        case 7 where chance(80), 8 where chance(50): return note(request, id, active, host, world)
        case 6 where chance(70): return referral(id, request, host, world)
        case ..<7:
            let title = chance(60) ? pick(["Help", "More help", "Help wanted"]) : nil
            let incident = title == nil || chance(20) ? incident() : nil
            let references = chance(30) ? some(["ticket 417", "DTG 010600Z DEC 26"], 1) : nil
            return call(
                Requests.Correct.self,
                .init(
                    id: id, title: title, incident: incident, ifRevision: revision, idempotencyKey: key(), references: references,
                    contacts: contacts(50)),
                by: host, world)
        case ..<(active.isEmpty ? 14 : 9):
            return call(
                Requests.Close.self,
                .init(id: id, outcome: "done", report: chance(50) ? "all is well" : nil, ifRevision: revision, idempotencyKey: key()),
                by: Cast.duty, world)
        case ..<(active.isEmpty ? 70 : 14): return proposal(request, id, world)
        default:
            if request.state == .submitted {
                return call(Requests.Validate.self, .init(id: id, idempotencyKey: key()), by: Cast.duty, world)
            }
            guard let tasking = pickAny(active) else { return proposal(request, id, world) }
            return step(tasking, request, world)
        }
    }

    /// The log of the room: something is written, done or erased.
    private mutating func note(
        _ request: Request, _ id: String, _ active: [Tasking], _ host: UInt32, _ world: World
    ) -> SimulatedRequest {
        let lessons = world.model.log.filter { $0.value == "lesson" }.keys.sorted()
        let out = active.filter(\.holdsPeople)
        let tasking = (chance(70) ? pickAny(out) ?? pickAny(active) : pickAny(active))?.id.description ?? id
        if !lessons.isEmpty, chance(40) {
            return call(Notes.CompleteLesson.self, .init(id: pick(lessons), idempotencyKey: key()), by: Cast.duty, world)
        }
        switch out.isEmpty || chance(60) ? Int.random(in: 0..<8, using: &random) : 2 {
        case 0, 1:
            let to = chance(50) ? pick(["all", "desk", "EST", "nonsense"]) : nil
            return call(
                Notes.Add.self, .init(subject: chance(50) ? id : tasking, note: "Called them", to: to, idempotencyKey: key()),
                by: pick([Cast.duty, Cast.authority]), world)
        case 2, 3:
            let now = world.clock.now
            return call(
                Notes.Report.self,
                .init(
                    tasking: tasking, from: now.adding(hours: -2).description, until: now.description, summary: "Two hosts rebuilt",
                    hours: chance(50) ? 16 : nil, nextDue: chance(50) ? now.adding(hours: 3).description : nil, idempotencyKey: key()),
                by: chance(50) ? Cast.duty : host, world)
        case 4:
            return call(
                Notes.AddLesson.self,
                .init(subject: id, lesson: "Ask sooner", owner: "desk", due: "2090-01-01", idempotencyKey: key()), by: Cast.duty, world)
        case 5 where chance(30):
            return call(Notes.CompleteLesson.self, .init(id: "NTE-10000000", idempotencyKey: key()), by: Cast.duty, world)
        case 5, 6:
            let note = pickAny(world.model.log.keys.sorted()) ?? "NTE-10000000"
            return call(Notes.Erase.self, .init(id: note, idempotencyKey: key()), by: pick([Cast.duty, Cast.administrator]), world)
        default: return call(Consents.Remind.self, .init(tasking: tasking, idempotencyKey: key()), by: Cast.duty, world)
        }
    }

    /// A shift ends: mostly it is signed for the other officer, and accepted by them. Every officer on duty reads it, so that a hidden life
    /// has none.
    mutating func handover(_ world: World) -> SimulatedRequest {
        let officer = pick([Cast.duty, Cast.duty, Cast.secondDuty])
        if let to = world.model.handedTo, chance(60) {
            let next = to == "duty-desk" ? Cast.duty : Cast.secondDuty
            return call(Handover.Accept.self, .init(idempotencyKey: key()), by: next, world)
        }
        switch Int.random(in: 0..<5, using: &random) {
        case 0, 1:
            let to = pick(["duty-desk", "duty-desk-2", "duty-desk-2", "nonsense"])
            let since = world.clock.now.adding(hours: -12).description
            let digest = String(repeating: pick(["a", "b"]), count: chance(95) ? 64 : 63)
            return call(
                Handover.Sign.self, .init(to: to, since: since, position: chance(90) ? 0 : 1 << 40, digest: digest, idempotencyKey: key()),
                by: officer, world)
        case 2, 3:
            let digest = chance(30) ? String(repeating: "a", count: 64) : nil
            return call(
                Handover.Accept.self, .init(digest: digest, idempotencyKey: key()), by: pick([Cast.duty, Cast.secondDuty, 2101]), world)
        default: return call(Handover.List.self, .init(limit: pick([1, 10, 101])), by: pick([officer, Cast.auditor, 2101]), world)
        }
    }

    /// A campaign of the hidden life is hidden, too.
    private mutating func campaignReaders(_ request: Request) -> [String] {
        let own = request.nation.description
        if scope == .hidden { return [own] }
        return chance(70) ? ["NATO"] : [own, "EST"]
    }

    /// Whether a campaign belongs to the life that is drawn. Of two lives, one leaves the other's alone.
    private func isOwn(_ campaign: Campaign) -> Bool {
        let isHidden = campaign.releasableTo.allSatisfy(Twin.hidden.contains)
        switch scope {
        case .all: return true
        case .open: return !isHidden
        case .hidden: return isHidden
        }
    }

    /// A campaign, or a link to one.
    private mutating func campaign(_ request: Request, _ id: String, _ host: UInt32, _ world: World) -> SimulatedRequest {
        let known = pickAny(world.model.campaigns.filter { isOwn($0.value) }.keys.sorted())
        guard let known, !chance(20) else {
            let open = Campaigns.Open.Parameters(
                title: "Campaign \(Int.random(in: 0..<1000, using: &random))", domains: [pick([.energy, .space, .hybrid])],
                classification: pick([.NR, .NC]), releasableTo: campaignReaders(request), idempotencyKey: key())
            return call(Campaigns.Open.self, open, by: Cast.duty, world)
        }
        let campaign = known.description
        switch Int.random(in: 0..<10, using: &random) {
        case 0, 6: return call(Campaigns.Close.self, .init(id: campaign, outcome: "over", idempotencyKey: key()), by: Cast.duty, world)
        case 1...5:
            let isLabel = chance(40)
            return call(
                Campaigns.Correct.self,
                .init(
                    id: campaign, title: isLabel ? nil : "Campaign \(Int.random(in: 0..<1000, using: &random))",
                    classification: isLabel ? pick([.NR, .NC, .NS]) : nil,
                    idempotencyKey: key()), by: Cast.duty, world)
        default:
            return call(
                Requests.Correct.self, .init(id: id, idempotencyKey: key(), campaigns: chance(80) ? [campaign] : []), by: host, world)
        }
    }

    private mutating func referral(_ id: String, _ request: Request, _ host: UInt32, _ world: World) -> SimulatedRequest {
        if !request.referrals.isEmpty, chance(85) {
            // An outcome on record takes a reason.
            let reason = chance(request.referrals[0].outcome == nil ? 10 : 80) ? "the date was wrong" : nil
            return call(
                Requests.ReportReferral.self,
                .init(id: id, number: chance(90) ? 1 : 2, outcome: "a statement", idempotencyKey: key(), reason: reason), by: host, world
            )
        }
        return call(
            Requests.Refer.self,
            .init(
                id: id, article: chance(70) ? .article4 : .article5, by: "the government", to: "North Atlantic Council",
                idempotencyKey: key()), by: host, world)
    }

    /// New terms, the same again, or a stricter label alone.
    private mutating func amended(_ request: Request, _ world: World) -> Requests.Request {
        let nation = request.nation.description
        return chance(40) ? terms(nation, world) : relabelled(request)
    }

    /// The same again, or a stricter label alone.
    private mutating func relabelled(_ request: Request) -> Requests.Request {
        let nation = request.nation.description
        var same = Requests.Request(request)
        (same.id, same.state, same.revision, same.remark) = (nil, nil, nil, nil)
        if chance(60) { same.classification = pick([.NC, .NS]) }
        if chance(30) { same.releasableTo = some(scope.nations.filter { $0 != nation }, 3) }
        return same
    }
}
