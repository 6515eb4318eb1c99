import CRRTDomain
import CRRTProtocol

/// Decisions about standby periods of other nations: to confirm one for one's own people, and to answer an exchange.
enum StandbyDecision {
    static func all(_ data: BoardData, _ clock: Countdown) -> [PendingDecision] {
        guard let nation = data.onlyNation else { return [] }
        return data.periods.compactMap { period in
            if period.waitsToBeConfirmed(by: nation) {
                return decision("confirm", "standby confirm \(period.id)", period.team, nation, period, clock)
            }
            if let swap = period.swap, swap.concerns(nation) {
                return decision("answer the exchange", "standby show \(period.id)", "for \(swap.with)", nation, period, clock)
            }
            return nil
        }
    }

    private static func decision(
        _ verb: String, _ command: String, _ about: String?, _ nation: String, _ period: Standby.Period, _ clock: Countdown
    ) -> PendingDecision {
        let start = try? Instant(period.start)
        let when = start.map { ", \(clock.isOver($0) ? "began" : "begins") \(clock.distance(to: $0))" } ?? ""
        return PendingDecision(
            what: verb + when, party: .nation(nation), title: about, command: "crrtctl \(command)", destination: .period(period.id),
            isPressing: start.map { clock.isOver($0, within: 1) } ?? false, due: start)
    }
}

extension Standby.Period {
    /// Whether it waits for this nation: for its confirmation, or for its answer to an exchange.
    func waits(for nation: String) -> Bool { waitsToBeConfirmed(by: nation) || swap?.concerns(nation) == true }

    fileprivate func waitsToBeConfirmed(by nation: String) -> Bool {
        state == .offered && nations?.contains(nation) == true && confirmedBy?.contains(nation) != true
    }
}

extension Standby.Swap {
    /// Whether the period that is asked for is this nation's.
    fileprivate func concerns(_ nation: String) -> Bool { with.hasPrefix(nation + "-") }
}
