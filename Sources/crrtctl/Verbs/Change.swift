import ArgumentParser

/// What every verb takes that changes something.
struct ChangeOptions: ParsableArguments {
    @Flag(name: [.customShort("n"), .long], help: "Only say what would come of it, checked by the daemon; nothing is changed.")
    var dryRun = false
}

/// A command that changes something, or only rehearses it.
protocol Change: Verb {
    var change: ChangeOptions { get }
}

extension Change {
    var isRehearsal: Bool { change.dryRun }
}
