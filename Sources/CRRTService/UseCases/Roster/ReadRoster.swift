import CRRTDomain
import CRRTProtocol
import CRRTStore
import Varlink

/// One record of the roster.
enum ReadRoster {
    /// The expert's record is passed on as stored.
    static func expert(_ parameters: Roster.GetExpert.Parameters, _ query: Query) throws -> [UInt8] {
        guard let id = try? ExpertID(parameters.id), query.caller.sees(offersOf: id.nation), let expert = try query.rows.expertJSON(id)
        else { throw Refusal.noSuch("expert", parameters.id) }
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("expert")
        writer.raw(expert)
        let serving = try query.serving(id)
        // Facts about taskings are as secret as the taskings.
        var labels = LabelCache(query)
        let sources = (serving ?? []).map { LabelSource.tasking($0.tasking) }
        let marking: Roster.Marking? = try labels.marking(of: [.offer(nation: id.nation.description)] + sources)
        writer.member("marking", marking)
        writer.member("serving", serving)
        writer.endObject()
        return writer.bytes
    }

    static func team(_ parameters: Roster.GetTeam.Parameters, _ query: Query) throws -> Roster.GetTeam.Reply {
        guard let id = try? TeamID(parameters.id), query.caller.sees(offersOf: id.nation), let team = try query.rows.team(id)
        else { throw Refusal.noSuch("team", parameters.id) }
        let pending = try team.members.filter { member in
            guard let expert = try query.rows.expert(member) else { return true }
            return !team.admits(expert)
        }
        return .init(team: Roster.Team(team), pending: pending.isEmpty ? nil : pending.map(\.text), serving: try query.serving(id))
    }

    static func effect(_ parameters: Roster.GetEffect.Parameters, _ query: Query) throws -> Roster.GetEffect.Reply {
        guard let id = try? EffectID(parameters.id), try query.sees(effect: id), let effect = try query.rows.effect(id)
        else { throw Refusal.noSuch("effect", parameters.id) }
        return .init(effect: Roster.Effect(effect), serving: try query.serving(id))
    }
}
