import ArgumentParser

/// The options of every verb that changes something.
struct ChangeOptions: ParsableArguments {
    @Flag(name: [.customShort("n"), .long], help: "Only show what would change, as the daemon checks it; nothing is changed.")
    var dryRun = false

    @OptionGroup var repeating: RepeatOptions
}

/// The same without `--dry-run`, for verbs that have their own.
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

/// A verb that changes something; with `--dry-run` it only rehearses the change.
protocol ChangeVerb: Verb {
    var change: ChangeOptions { get }
}

extension ChangeVerb {
    var isRehearsal: Bool { change.dryRun }
    var repeatedKey: String? { change.repeating.idempotencyKey }
}

// MARK: - Options of several verbs

struct RevisionOption: ParsableArguments {
    @Option(help: ArgumentHelp("Only if the record is at this revision.", valueName: "number"))
    var ifRevision: Int?
}

struct ConfirmationOption: ParsableArguments {
    @Flag(name: [.short, .long], help: "Do not ask.")
    var yes = false
}

struct ReasonOption: ParsableArguments {
    @Option(help: ArgumentHelp("Why.", valueName: "text"))
    var reason: String
}
