import ArgumentParser

/// A command that talks to the daemon.
protocol Verb: ParsableCommand {
    var everywhere: GlobalOptions { get }
    func perform(_ desk: Desk) throws
}

extension Verb {
    /// A failure is told here, inside the screen's frame.
    func run() throws {
        let desk = try everywhere.desk()
        defer { desk.screen.close() }
        do { try perform(desk) } catch let failure as Failure {
            desk.screen.complain(failure)
            throw Failure.silent(failure.status)
        }
    }
}
