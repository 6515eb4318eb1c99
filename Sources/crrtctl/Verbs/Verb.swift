import ArgumentParser

/// A command that talks to the daemon.
protocol Verb: ParsableCommand {
    var everywhere: GlobalOptions { get }
    /// Whether its changes are only tried.
    var isRehearsal: Bool { get }
    /// The key of the run that this one repeats; nil: it is a new one.
    var repeatedKey: String? { get }
    func perform(_ desk: Desk) throws
}

extension Verb {
    var isRehearsal: Bool { false }
    var repeatedKey: String? { nil }

    /// A failure is told here, inside the screen's frame.
    func run() throws {
        let desk = try everywhere.desk(rehearsing: isRehearsal, repeating: repeatedKey)
        defer { desk.screen.close() }
        do { try perform(desk) } catch let failure as Failure {
            desk.screen.complain(desk.withCaller(failure))
            throw Failure.silent(failure.status)
        }
    }
}

/// A command that works on one daemon without a ``Verb``'s connection. Of the global options it takes those that say which daemon.
protocol SelectsDaemon: ParsableCommand {}
