import ArgumentParser
import CRRTProtocol
import JournalProof

struct HandoverAccept: ChangeVerb {
    static let configuration = CommandConfiguration(
        commandName: "accept", abstract: "Takes the duty room over, as the last handover says.",
        discussion: """
            With --report, only if that file is what was signed. What has happened since the
            report, audit log tells.
            """,
        examples: [
            "handover accept",
            "handover accept --report handover.txt",
        ])

    @Option(help: ArgumentHelp("The report that you have read.", valueName: "file"), completion: .file())
    var report: String?

    @OptionGroup var change: ChangeOptions

    @OptionGroup(title: "Options of every verb")
    var globalOptions: GlobalOptions

    func perform(_ context: CommandContext) throws {
        let read = try report.map { FileDigest.digest(of: try InputFile($0).bytes) }
        let last = try context.daemon.call(Handover.List.self, .init(limit: 1)).reply.handovers.first
        let answer = try context.daemon.call(
            Handover.Accept.self, .init(digest: read ?? last?.digest, idempotencyKey: context.daemon.key()))
        let handover = answer.reply.handover
        context.done(
            answer.raw,
            "handover of \(handover.by.name) accepted, signed \(context.times.full(handover.at))\(Outcome.words(seq: answer.reply.seq))",
            next: "what happened since the report: crrtctl audit log --since \(handover.position.map { "\($0)" } ?? handover.at)")
    }
}
