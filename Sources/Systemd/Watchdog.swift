internal import CSystemd

/// Whether the service manager restarts this process when it falls silent (sd_watchdog_enabled(3)).
public enum Watchdog {
    /// The longest silence it allows; nil where it watches nobody, or another process. Tell it at half of this.
    public static var interval: Duration? {
        var microseconds: UInt64 = 0
        guard sd_watchdog_enabled(0, &microseconds) > 0 else { return nil }
        return .microseconds(Int64(clamping: microseconds))
    }
}
