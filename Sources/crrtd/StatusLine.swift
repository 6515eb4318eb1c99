import CRRTService
import Dispatch
import Synchronization
import Systemd

/// Keeps what `systemctl status` shows true: looks every second, beside the loop, and says something only where the journal has gone on.
final class StatusLine: Sendable {
    private let instance: Instance
    private let notifier: Notifier
    /// The journal position of the line that was told last.
    private let told: Mutex<Int>
    /// Made once, and safe to be cancelled from anywhere.
    private nonisolated(unsafe) let timer: any DispatchSourceTimer

    /// The caller tells the first line; this tells the later ones.
    init(_ instance: Instance, _ notifier: Notifier) {
        self.instance = instance
        self.notifier = notifier
        told = Mutex(instance.seq)
        timer = DispatchSource.makeTimerSource(queue: DispatchQueue(label: "crrtd.status", qos: .utility))
        timer.schedule(deadline: .now() + 1, repeating: 1, leeway: .milliseconds(100))
        timer.setEventHandler { [weak self] in self?.look() }
        timer.resume()
    }

    func end() { timer.cancel() }

    private func look() {
        let seq = instance.seq
        guard told.withLock({ $0 != seq }), let line = try? instance.statusLine() else { return }
        told.withLock { $0 = seq }
        notifier.status(line)
    }
}
