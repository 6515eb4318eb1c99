import ArgumentParser

/// A command that talks to the daemon.
protocol Verb: ParsableCommand {
    var everywhere: GlobalOptions { get }
    func perform(_ desk: Desk) throws
}

extension Verb {
    func run() throws { try perform(everywhere.desk()) }
}
