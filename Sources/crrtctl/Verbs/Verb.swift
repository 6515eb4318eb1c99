import ArgumentParser

/// A command that calls the daemon.
protocol Verb: ParsableCommand {
    var globalOptions: GlobalOptions { get }
    /// Whether its changes are only rehearsed.
    var isRehearsal: Bool { get }
    /// The idempotency key of the run that this one repeats; nil for a new run.
    var repeatedKey: String? { get }
    func perform(_ context: CommandContext) throws
}

extension Verb {
    var isRehearsal: Bool { false }
    var repeatedKey: String? { nil }

    /// Performs the verb. A failure is shown here, so that it stands inside the marking frame of the output.
    func run() throws {
        let context = try globalOptions.context(rehearsing: isRehearsal, repeating: repeatedKey)
        defer { context.screen.close() }
        do { try perform(context) } catch let failure as Failure {
            context.screen.complain(context.withCaller(failure))
            throw Failure.silent(failure.status)
        }
    }
}

/// A command that selects a daemon but is no ``Verb``. Of the global options it takes ``GlobalOptions/daemonSelectors``.
protocol SelectsDaemon: ParsableCommand {}
