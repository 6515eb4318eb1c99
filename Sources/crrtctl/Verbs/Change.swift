import ArgumentParser

/// What every verb takes that changes something.
struct ChangeOptions: ParsableArguments {
    @Flag(name: [.customShort("n"), .long], help: "Only say what would come of it, checked by the daemon; nothing is changed.")
    var dryRun = false

    @OptionGroup var repeating: RepeatOptions
}

/// The same for what has a dry run of its own.
struct RepeatOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("The key that a run with exit status 75 named: what it has done is not done again.", valueName: "key"))
    var idempotencyKey: String?

    func validate() throws {
        if let idempotencyKey, !(1...180).contains(idempotencyKey.utf8.count) {
            throw ValidationError("--idempotency-key is not 1 to 180 bytes long; write the one that was named.")
        }
    }
}

/// A command that changes something, or only rehearses it.
protocol Change: Verb {
    var change: ChangeOptions { get }
}

extension Change {
    var isRehearsal: Bool { change.dryRun }
    var repeatedKey: String? { change.repeating.idempotencyKey }
}
