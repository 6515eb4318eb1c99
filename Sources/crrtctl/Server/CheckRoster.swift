import ArgumentParser
import CRRTProtocol

struct CheckRoster: Verb {
    static let configuration = CommandConfiguration(
        commandName: "check-roster", abstract: "Compares the roster in memory, which matches are answered from, with the database.",
        discussion: "For administrators who doubt an answer. Exit status 1 if they differ; a restart builds the roster anew.",
        examples: ["check-roster"])

    @OptionGroup(title: "Options of every verb")
    var globalOptions: GlobalOptions

    func perform(_ context: CommandContext) throws {
        let answer = try context.daemon.call(Service.CheckRoster.self, .init(), length: .long)
        let reply = answer.reply
        context.show(answer) {
            [
                .fields([
                    .init("experts", "\(reply.experts)"), .init("teams", "\(reply.teams)"), .init("journal", "seq \(reply.seq)"),
                    .init("roster", reply.intact ? "as the database has it" : "DIFFERENT"),
                    .init("faults", reply.faults?.joined(separator: "\n")),
                ])
            ]
        }
        if !reply.intact {
            throw Failure(
                .failed, "the roster in memory is not what the database says", next: "systemctl restart \(context.daemon.endpoint.unit)")
        }
    }
}
