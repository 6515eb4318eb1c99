import ArgumentParser
import CRRTProtocol
import Varlink

struct Reload: Verb {
    static let configuration = CommandConfiguration(
        commandName: "reload", abstract: "Reads the daemon's configuration anew.",
        discussion: """
            A configuration that is not right is refused (exit status 78), and the old one
            stays in force. What is read at a start only is named; 'cat-config' shows it.
            """,
        examples: ["reload"])

    @OptionGroup(title: "Options of every verb")
    var globalOptions: GlobalOptions

    func perform(_ context: CommandContext) throws {
        do throws(Failure) {
            let answer = try context.daemon.call(Service.Reload.self, .init(), again: false)
            let waiting = answer.reply.nextStart.map { "; from the next start on: " + $0.joined(separator: ", ") }
            context.done(answer.raw, "the configuration is in force" + (waiting ?? ""))
        } catch {
            guard error.remote?.as(Service.InvalidRecord.self) != nil else { throw error }
            var failure = error
            failure.status = .configuration
            failure.next = "crrtd --check-config"
            throw failure
        }
    }
}
