import CRRTDomain
import CRRTProtocol
import Varlink

/// Calls that nobody should make: spoiled parameters, foreign and absent records, odd and huge texts, methods that do not exist.
extension Generator {
    mutating func hostile(_ world: World) -> SimulatedRequest {
        switch Int.random(in: 0..<10, using: &random) {
        case 0:
            return SimulatedRequest(
                pick(["io.crrtd.Nothing.Do", "io.crrtd.Requests.Destroy", "Submit", "", "org.varlink.service.GetInterfaceDescription"]),
                #"{"interface":"io.crrtd.Nothing"}"#, by: Cast.duty)
        case 1: return SimulatedRequest(Journal.Watch.name, "{}", by: Cast.auditor)
        case 2:
            return SimulatedRequest(
                pick(Contract.names), pick(["", "[]", "{", #"{"id":1}"#, #"{"id":"x","id":"y"}"#, "null"]), by: Cast.duty)
        case 3:
            return SimulatedRequest(pick(Contract.names), "{}", by: pick([Cast.duty, Cast.contact("EST"), Cast.auditor, Cast.observer]))
        case 4: return foreign(world)
        default: return spoiled(world)
        }
    }

    /// A sensible call with one member made odd.
    private mutating func spoiled(_ world: World) -> SimulatedRequest {
        let request = pickAny(Array(requests(world).suffix(4))).flatMap { world.model.requests[$0] }
        var call = request.map { step($0, world) } ?? submission(world)
        if chance(30) { call = rosterRequest(world) }
        guard var object = try? JSONObject(json: call.parameters), !object.members.isEmpty else { return call }
        let place = Int.random(in: 0..<object.members.count, using: &random)
        if chance(40), var inner = object.members[place].value.objectValue, !inner.members.isEmpty {
            let inside = Int.random(in: 0..<inner.members.count, using: &random)
            inner.members[inside].value = odd(inner.members[inside].value)
            object.members[place].value = .object(inner)
        } else {
            object.members[place].value = odd(object.members[place].value)
        }
        if chance(10) { object["surprise"] = 1 }
        call.parameters = object.jsonString()
        return call
    }

    private mutating func odd(_ value: JSONValue) -> JSONValue {
        switch Int.random(in: 0..<12, using: &random) {
        case 0: return .null
        case 1: return 0
        case 2: return -1
        case 3: return .integer(.max)
        case 4: return 0.5
        case 5: return .string("")
        case 6: return .string(String(repeating: "x", count: pick([201, 4001, 70_000])))
        case 7: return .string(pick(["a\u{0}b", "\u{202E}drow", "é", "e\u{301}", "\u{7F}", "line\nline", "{{", "🛰️ team"]))
        case 8: return .array([value, value])
        case 9: return .array(Array(repeating: value, count: 101))
        case 10: return .object([:])
        default: return .bool(true)
        }
    }

    /// What belongs to another nation, or to nobody.
    private mutating func foreign(_ world: World) -> SimulatedRequest {
        let (contact, tasking) = (Cast.contact(pick(scope.nations)), pickAny(taskings(world))?.description ?? "TSK-ALB-2020-0001-1")
        let nation = pick(scope.nations)
        switch Int.random(in: 0..<8, using: &random) {
        case 0:
            return call(
                Consents.Grant.self, .init(tasking: tasking, nation: nation, kind: pick([.contribute, .host, .effect])), by: contact, world)
        case 1: return call(Taskings.Recall.self, .init(id: tasking, nation: nation, reason: "crisis"), by: contact, world)
        case 2: return call(Roster.PutExpert.self, .init(expert: expert(of: nation, world), idempotencyKey: key()), by: contact, world)
        case 3: return call(Taskings.Order.self, .init(id: tasking), by: contact, world)
        case 4: return call(Requests.Cancel.self, .init(id: pickAny(requests(world))?.description ?? "x", reason: "no"), by: contact, world)
        case 6:
            return call(
                Taskings.Cease.self, .init(id: tasking, effect: pickAny(effects(world))?.text ?? "x", reason: "stop"), by: contact, world)
        case 5:
            return call(
                Roster.SetOffer.self, .init(kind: .expert, id: pickAny(experts(world))?.text ?? "x", event: .withdraw), by: contact, world)
        default: return call(Service.Backup.self, .init(path: "no/path"), by: pick([contact, Cast.administrator]), world)
        }
    }

    /// Now and then more long questions of one caller than may wait.
    mutating func flood(_ world: World) -> [SimulatedRequest]? {
        guard Int.random(in: 0..<2000, using: &random) == 0, let id = pickAny(requests(world)) else { return nil }
        return (0..<40).map { _ in call(Requests.Match.self, .init(id: id.description), by: Cast.duty, world) }
    }
}
