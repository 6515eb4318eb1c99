import CRRTService
import Dispatch
import Synchronization
import Systemd

/// Keeps the status line of `systemctl status` current. It checks once a second, on a queue of its own, and updates the line when the
/// journal has grown.
final class StatusLine: Sendable {
    private let instance: Instance
    private let notifier: Notifier
    /// The journal position of the last status line.
    private let reported: Mutex<Int>
    private let timer: Mutex<any DispatchSourceTimer>

    /// The caller must report the first line itself.
    init(_ instance: Instance, _ notifier: Notifier) {
        self.instance = instance
        self.notifier = notifier
        reported = Mutex(instance.seq)
        timer = Mutex(DispatchSource.makeTimerSource(queue: DispatchQueue(label: "crrtd.status", qos: .utility)))
        timer.withLock { timer in
            timer.schedule(deadline: .now() + 1, repeating: 1, leeway: .milliseconds(100))
            timer.setEventHandler { [weak self] in self?.update() }
            timer.resume()
        }
    }

    func end() { timer.withLock { $0.cancel() } }

    private func update() {
        let seq = instance.seq
        guard reported.withLock({ $0 != seq }), let line = try? instance.statusLine() else { return }
        reported.withLock { $0 = seq }
        notifier.status(line)
    }
}
