import CRRTDomain
import CRRTTestSupport
import Foundation

/// The seed that is another one each day. It changes what is drawn and nothing else: every seed must hold on every day.
enum SeedOfTheDay {
    static var value: UInt64 {
        if let text = ProcessInfo.processInfo.environment["CRRT_SIMULATION_SEED"], let seed = UInt64(text) { return seed }
        return UInt64(RealClock.now.date.daysSinceEpoch)
    }
}
