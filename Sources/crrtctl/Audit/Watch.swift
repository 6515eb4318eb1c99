import ArgumentParser
import CRRTProtocol
import Glibc

struct Watch: Verb {
    static let configuration = CommandConfiguration(
        commandName: "watch", abstract: "Every change as it happens, one a line.",
        discussion: "Goes on where it was when the daemon is restarted. Ends with Ctrl-C.")

    @Option(help: ArgumentHelp("Begin after this entry of the journal; with the next one if not given.", valueName: "seq"))
    var since: Int?

    @OptionGroup(title: "Options of every verb")
    var everywhere: GlobalOptions

    /// Longer silence than this, in seconds, means that the daemon hangs: it sends a heartbeat well within 45 s.
    private static let silence = 60
    /// Attempts to come back, one a second, before giving up.
    private static let attempts = 60

    func perform(_ desk: Desk) throws {
        let marking = desk.line(nil)
        if !desk.wantsJSON, let marking {
            desk.screen.open(marking)
            desk.screen.closeWhenInterrupted()
        }
        var place = since
        while true {
            do {
                try desk.link.stream(Journal.Watch.self, .init(since: place), silence: Watch.silence) { answer in
                    place = max(place ?? 0, answer.reply.seq)
                    if let entry = answer.reply.entry { show(entry, answer, marking, desk) }
                }
                // The daemon says goodbye when it stops.
                try goOn(place, desk, or: Failure(.unreachable, "\(desk.link.endpoint.description): the daemon has stopped"))
            } catch let failure as Failure {
                guard failure.connection == .broken else { throw failure }
                try goOn(place, desk, or: failure)
            }
        }
    }

    /// Every line bears its own label: what comes may be higher than what the screen began with.
    private func show(_ entry: Journal.Entry, _ answer: Answer<Journal.Watch.Reply>, _ marking: String?, _ desk: Desk) {
        if desk.wantsJSON {
            desk.screen.json(answer.raw)
        } else {
            desk.screen.page([.line(JournalViews.line(entry, answer.reply.marking, desk.times))], marking: marking)
        }
    }

    /// Waits until the daemon is there again; throws the failure where it is not, or where nothing says which entry comes next.
    private func goOn(_ place: Int?, _ desk: Desk, or failure: Failure) throws(Failure) {
        guard let place else { throw failure }
        desk.screen.notice("the connection ended; going on after entry \(place) once the daemon is back")
        desk.link.drop()
        for _ in 0..<Watch.attempts {
            sleep(1)
            if desk.link.reachable() { return }
        }
        throw failure
    }
}
