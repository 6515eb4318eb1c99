internal import CSystemd

/// Whether the service manager restarts this process when it hangs (sd_watchdog_enabled(3)).
public enum Watchdog {
    /// The longest time between two calls of `Notifier.watchdog`; nil where this process is not watched. Call at half of it.
    public static var interval: Duration? {
        var microseconds: UInt64 = 0
        guard sd_watchdog_enabled(0, &microseconds) > 0 else { return nil }
        return .microseconds(Int64(clamping: microseconds))
    }
}
