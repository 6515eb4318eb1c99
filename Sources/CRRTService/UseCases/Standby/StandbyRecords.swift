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
    /// Checks that a period is what its reader decides about: its nation may have stated it anew since they read it.
    ///
    /// - Parameter wire: The period as it was read; nil where the caller does not say.
    func checkRead(_ wire: Standby.Period?) throws {
        guard let wire else { return }
        let read: StandbyPeriod
        do { read = try StandbyPeriod(stated: wire) } catch { throw Refusal.invalid(error.within("read")) }
        let isSame =
            read.id == id && read.people == people && read.period == period && read.tier == tier && read.noticeHours == noticeHours
            && read.leadNation == leadNation
        guard isSame else {
            throw Refusal.invalid(
                "read",
                "\(id) is another by now: \(period.start) to \(period.end), \(tier.rawValue), \(noticeHours) h; read it and decide anew")
        }
    }

    /// Moves the period to the state after an event.
    mutating func take(_ event: StandbyLifecycle.Event, _ hint: String = "") throws {
        do { state = try StandbyLifecycle.next(state, event) } catch { throw Refusal.illegal(id, error, hint) }
    }

    /// Whether all other nations whose people are in it have confirmed.
    var isConfirmedByAll: Bool { nations.allSatisfy(confirmedBy.contains) }
}
