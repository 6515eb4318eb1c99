import ArgumentParser
import CRRTProtocol

struct ShowVersion: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "version", abstract: "The version of this program; 'status' has the daemon's.",
        examples: ["version"])

    /// Accepted and ignored, because a shell alias may contain them.
    @OptionGroup(visibility: .hidden)
    var globalOptions: GlobalOptions

    func run() { Terminal.write("crrtctl \(Version.text)\n", to: Terminal.output) }
}
