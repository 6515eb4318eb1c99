import CRRTDomain
import CRRTProtocol
import CRRTStore

extension Context {
    /// A standby period that the caller may see. Malformed, missing and hidden ids get the same refusal.
    func standby(_ text: String) throws -> StandbyPeriod {
        guard let id = try? StandbyID(text), try sees(standby: id), let standby = try rows.standby(id) else {
            throw Refusal.noSuch("standby", text)
        }
        return standby
    }

    /// A period as the wire has it for the caller.
    func shown(_ standby: StandbyPeriod) -> Standby.Period {
        var shown = Standby.Period(view(of: standby))
        if !caller.sees(offersOf: standby.nation) { shown.revision = nil }
        return shown
    }
}

extension Command {
    /// One of the caller's own nation's periods.
    func ownStandby(_ text: String) throws -> StandbyPeriod {
        let standby = try standby(text)
        guard caller.speaks(for: standby.nation) else { throw Refusal.permission(of: [standby.nation]) }
        return standby
    }
}

extension StandbyPeriod {
    /// Moves the period to the state after an event.
    mutating func take(_ event: StandbyLifecycle.Event, _ hint: String = "") throws {
        do { state = try StandbyLifecycle.next(state, event) } catch { throw Refusal.illegal(id, error, hint) }
    }

    /// Whether all other nations whose people are in it have confirmed.
    var isConfirmedByAll: Bool { nations.allSatisfy(confirmedBy.contains) }
}
