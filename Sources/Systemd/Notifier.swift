internal import CSystemd
internal import Glibc

/// Tells the service manager how this process is doing (sd_notify(3)).
///
/// Every call returns whether the manager was told: false without `NOTIFY_SOCKET`, and where the message could not be sent.
public struct Notifier: Sendable {
    /// The socket is looked up in the environment at each call.
    public init() {}

    /// The start, or a reload, is complete.
    ///
    /// - Parameter status: A line for `systemctl status`; nil leaves the present one.
    @discardableResult
    public func ready(status: String? = nil) -> Bool { tell(["READY=1"] + Notifier.statusLines(status)) }

    /// Sets the line for `systemctl status`.
    @discardableResult
    public func status(_ text: String) -> Bool { tell(Notifier.statusLines(text)) }

    /// The configuration is being read again, until `ready` is called. `Type=notify-reload` requires the time stamp.
    @discardableResult
    public func reloading() -> Bool {
        var now = timespec()
        clock_gettime(CLOCK_MONOTONIC, &now)
        return tell(["RELOADING=1", "MONOTONIC_USEC=\(Int64(now.tv_sec) * 1_000_000 + Int64(now.tv_nsec) / 1000)"])
    }

    /// The process has begun to stop.
    @discardableResult
    public func stopping() -> Bool { tell(["STOPPING=1"]) }

    /// The process is alive. Call it at least every `Watchdog.interval`.
    @discardableResult
    public func watchdog() -> Bool { tell(["WATCHDOG=1"]) }

    /// Asks for more time for a start, a reload or a stop. Call it again for as long as that takes.
    ///
    /// - Parameters:
    ///   - duration: The time from now.
    ///   - status: A line for `systemctl status`; nil leaves the present one.
    @discardableResult
    public func extendTimeout(by duration: Duration, status: String? = nil) -> Bool {
        let (seconds, attoseconds) = duration.components
        let time = seconds * 1_000_000 + attoseconds / 1_000_000_000_000
        return tell(["EXTEND_TIMEOUT_USEC=\(time)"] + Notifier.statusLines(status))
    }

    private func tell(_ assignments: [String]) -> Bool { sd_notify(0, assignments.joined(separator: "\n")) > 0 }

    /// A line break in a status would begin another assignment.
    private static func statusLines(_ text: String?) -> [String] { text.map { ["STATUS=" + SafeText.oneLine($0)] } ?? [] }
}
