import ArgumentParser
import JournalProof

struct ConsentNewKey: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new-key", abstract: "Makes a key for a nation to sign its consents with.",
        discussion: """
            FILE is the private key, for you alone; FILE.pub goes to the daemon's
            administrator, for consentKeys in principals.yaml. Neither is written over.
            """,
        examples: ["consent new-key nation.key"])

    @Argument(help: "A new file.")
    var file: String

    /// Accepted and ignored, because a shell alias may contain them.
    @OptionGroup(visibility: .hidden)
    var globalOptions: GlobalOptions

    func run() throws {
        do throws(ProofError) {
            let key = try KeyFile.create(file).verifyingKey
            Terminal.write("key \(key.id): \(file), \(file).pub\n", to: Terminal.output)
        } catch {
            throw Failure(.failed, error.description)
        }
    }
}
