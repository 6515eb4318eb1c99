import CRRTDomain
import CRRTProtocol

/// Questions of everybody.
extension Generator {
    private var readers: [UInt32] {
        let contacts = scope.nations.flatMap { [Cast.contact($0), Cast.lowContact($0)] }
        return [Cast.duty, Cast.authority, Cast.auditor, Cast.auditor, Cast.observer, Cast.observerOfEstonia, 2101, 2102, 2104] + contacts
    }

    mutating func reading(_ world: World) -> SimulatedRequest {
        let reader = pick(readers)
        if scope != .hidden, chance(12) { return handover(world) }
        switch Int.random(in: 0..<100, using: &random) {
        case 0..<45: return list(reader, world)
        case 45..<60: return single(reader, world)
        case 60..<75: return match(world)
        case 75..<82: return report(reader, world)
        case 82..<90: return journal(reader, world)
        default: return instance(reader, world)
        }
    }

    private mutating func list(_ reader: UInt32, _ world: World) -> SimulatedRequest {
        let limit = chance(60) ? pick([1, 2, 3, 7, 50]) : nil
        let nation = chance(25) ? pick(scope.nations) : nil
        var request: SimulatedRequest
        switch Int.random(in: 0..<8, using: &random) {
        case 7: request = call(Standby.List.self, .init(nation: nation, limit: limit), by: reader, world)
        case 6 where chance(40): return call(Roster.ListContacts.self, .init(nation: nation), by: reader, world)
        case 6 where chance(50):
            return call(Notes.Search.self, .init(words: [pick(["help", "called", "no"])], limit: limit), by: reader, world)
        case 6: request = call(Notes.List.self, .init(limit: limit), by: reader, world)
        case 0: request = call(Roster.ListExperts.self, .init(nation: nation, limit: limit), by: reader, world)
        case 1: request = call(Roster.ListTeams.self, .init(nation: nation, limit: limit), by: reader, world)
        case 2: request = call(Roster.ListEffects.self, .init(nation: nation, limit: limit), by: reader, world)
        case 3:
            let state = chance(40) ? pick(Request.State.allCases).rawValue : nil
            request = call(Requests.List.self, .init(state: state, nation: nation, limit: limit), by: reader, world)
        case 4:
            let of = chance(30) ? pickAny(requests(world))?.description : nil
            let state = chance(40) ? pick(Tasking.State.allCases).rawValue : nil
            request = call(Taskings.List.self, .init(request: of, state: state, limit: limit), by: reader, world)
        default:
            let of = chance(30) ? pickAny(taskings(world))?.description : nil
            let state = chance(40) ? pick(Consent.State.allCases).rawValue : nil
            request = call(Consents.List.self, .init(state: state, tasking: of, limit: limit), by: reader, world)
        }
        request.followsPages = limit != nil || chance(50)
        request.more = !request.followsPages
        return request
    }

    private mutating func single(_ reader: UInt32, _ world: World) -> SimulatedRequest {
        switch Int.random(in: 0..<5, using: &random) {
        case 0: return call(Roster.GetExpert.self, .init(id: pickAny(experts(world))?.text ?? "EST-0001"), by: reader, world)
        case 1: return call(Roster.GetTeam.self, .init(id: pickAny(teams(world))?.text ?? "EST-CRRT-1"), by: reader, world)
        case 2: return call(Roster.GetEffect.self, .init(id: pickAny(effects(world))?.text ?? "SWE-EFF-01"), by: reader, world)
        case 3: return call(Requests.Get.self, .init(id: pickAny(requests(world))?.description ?? "x"), by: reader, world)
        default: return call(Taskings.Get.self, .init(id: pickAny(taskings(world))?.description ?? "x"), by: reader, world)
        }
    }

    private mutating func match(_ world: World) -> SimulatedRequest {
        let id = pickAny(Array(requests(world).suffix(6)))?.description
        let duty = pick([Cast.duty, Cast.duty, 2101, 2104])
        let described = id == nil || chance(20) ? terms("ALB", world) : nil
        let filed = described == nil ? id : nil
        switch Int.random(in: 0..<5, using: &random) {
        case 4:
            // Simulated time stands still while a search runs, so plans are small.
            let last = requests(world).suffix(2).map(\.description)
            let held = chance(20) ? id.map { [$0] } : nil
            return call(
                Requests.Plan.self,
                .init(
                    requests: last, hold: held, reopen: chance(40), openings: held == nil ? true : nil,
                    remaining: held == nil ? true : nil), by: duty, world)
        case 0, 1: return call(Requests.Match.self, .init(id: filed, request: described, limit: 2), by: duty, world)
        case 2:
            let expert = chance(70) ? pickAny(experts(world))?.text : nil
            let team = expert == nil ? pickAny(teams(world))?.text ?? "EST-CRRT-1" : nil
            return call(Requests.Explain.self, .init(id: filed, request: described, expert: expert, team: team), by: duty, world)
        default: return call(Requests.Relax.self, .init(id: filed, request: described), by: duty, world)
        }
    }

    private mutating func report(_ reader: UInt32, _ world: World) -> SimulatedRequest {
        let nation = chance(40) ? pick(scope.nations) : nil
        switch Int.random(in: 0..<5, using: &random) {
        case 3: return call(Standby.Report.self, .init(nation: nation), by: reader, world)
        case 4: return call(Standby.Now.self, .init(), by: reader, world)
        case 0: return call(Reports.Readiness.self, .init(nation: nation), by: reader, world)
        case 1: return call(Reports.Coverage.self, .init(nation: nation), by: reader, world)
        default: return call(Reports.Expiring.self, .init(within: 9000, nation: nation, limit: 5), by: reader, world)
        }
    }

    private mutating func journal(_ reader: UInt32, _ world: World) -> SimulatedRequest {
        switch Int.random(in: 0..<10, using: &random) {
        case 0: return call(Journal.Verify.self, .init(), by: Cast.auditor, world)
        case 1: return call(Journal.Export.self, .init(limit: 50), by: Cast.auditor, world)
        default:
            let subject = chance(60) ? pickAny(requests(world))?.description : nil
            var request = call(Journal.Read.self, .init(limit: pick([3, 20]), subject: subject), by: reader, world)
            request.followsPages = subject != nil
            return request
        }
    }

    private mutating func instance(_ reader: UInt32, _ world: World) -> SimulatedRequest {
        switch Int.random(in: 0..<14, using: &random) {
        case 0, 1: return call(Service.Status.self, .init(), by: reader, world)
        case 2: return call(Service.WhoAmI.self, .init(), by: pick([reader, Cast.stranger, Cast.root]), world)
        case 3: return call(Service.GetConfiguration.self, .init(), by: Cast.administrator, world)
        case 4: return call(Service.CheckRoster.self, .init(), by: Cast.administrator, world)
        case 5: return call(ServiceControl.Ping.self, .init(), by: Cast.administrator, world)
        case 6: return call(ServiceControl.SetLogLevel.self, .init(level: pick([2, 4, 9])), by: Cast.administrator, world)
        case 7: return call(ServiceControl.GetLogLevel.self, .init(), by: Cast.administrator, world)
        case 8: return call(ServiceControl.Reload.self, .init(), by: Cast.administrator, world)
        case 9:
            var request =
                chance(70)
                ? call(Metrics.List.self, .init(), by: pick([Cast.administrator, Cast.administrator, reader]), world)
                : call(Metrics.Describe.self, .init(), by: Cast.administrator, world)
            request.more = chance(90)
            return request
        case 10: return call(Roster.ListSkills.self, .init(word: pick(["mal", "zzz"])), by: reader, world)
        case 11: return call(Roster.ListNations.self, .init(), by: reader, world)
        case 12: return call(Roster.ListCodes.self, .init(list: pick([.sectors, .incidentClasses]), word: "power"), by: reader, world)
        default:
            return chance(30)
                ? SimulatedRequest("org.varlink.service.GetInterfaceDescription", #"{"interface":"io.crrtd.Roster"}"#, by: reader)
                : SimulatedRequest(pick(["org.varlink.service.GetInfo", Service.Rehearse.name]), "{}", by: reader)
        }
    }
}
