import ArgumentParser

struct Version: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "version", abstract: "The version of this program; 'status' has the daemon's.")

    /// Released together with the daemon.
    static let number = "0.1.0"

    func run() { Terminal.write("crrtctl \(Version.number)\n", to: Terminal.output) }
}
