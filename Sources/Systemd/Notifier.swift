internal import CSystemd
internal import Glibc

/// Tells the service manager how this process is doing (sd_notify(3)); says nothing where nobody listens.
///
/// Every call answers whether the manager was told: false without `NOTIFY_SOCKET`, and where the message could not be sent.
public struct Notifier: Sendable {
    public init() {}

    /// Start-up, or a reload, is complete.
    @discardableResult
    public func ready(status: String? = nil) -> Bool { tell(["READY=1"] + Notifier.statusLines(status)) }

    /// One line for `systemctl status`.
    @discardableResult
    public func status(_ text: String) -> Bool { tell(Notifier.statusLines(text)) }

    /// The configuration is being read anew; `ready` ends it. The time stamp is what `Type=notify-reload` asks for.
    @discardableResult
    public func reloading() -> Bool {
        var now = timespec()
        clock_gettime(CLOCK_MONOTONIC, &now)
        return tell(["RELOADING=1", "MONOTONIC_USEC=\(Int64(now.tv_sec) * 1_000_000 + Int64(now.tv_nsec) / 1000)"])
    }

    @discardableResult
    public func stopping() -> Bool { tell(["STOPPING=1"]) }

    /// Still alive; due at least every `Watchdog.interval`.
    @discardableResult
    public func watchdog() -> Bool { tell(["WATCHDOG=1"]) }

    /// Asks for this much more time, from now, for a start, a reload or a stop that takes long. Repeat it while it does.
    @discardableResult
    public func extendTimeout(by duration: Duration, status: String? = nil) -> Bool {
        let (seconds, attoseconds) = duration.components
        let time = seconds * 1_000_000 + attoseconds / 1_000_000_000_000
        return tell(["EXTEND_TIMEOUT_USEC=\(time)"] + Notifier.statusLines(status))
    }

    private func tell(_ assignments: [String]) -> Bool { sd_notify(0, assignments.joined(separator: "\n")) > 0 }

    /// A line break in a status would begin an assignment of its own.
    private static func statusLines(_ text: String?) -> [String] { text.map { ["STATUS=" + SafeText.oneLine($0)] } ?? [] }
}
