import ArgumentParser
import CRRTDomain
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
        let lasts = try context.daemon.call(Handover.List.self, .init(limit: 2)).reply.handovers
        let answer = try context.daemon.call(
            Handover.Accept.self, .init(digest: read ?? lasts.first?.digest, idempotencyKey: context.daemon.key()))
        let handover = answer.reply.handover
        context.done(
            answer.raw,
            "handover of \(handover.by.name) accepted, signed \(context.times.full(handover.at))\(Outcome.words(seq: answer.reply.seq))",
            warnings: read == nil ? anew(lasts, context.times) : [],
            next: "what happened since the report: crrtctl audit log --since \(handover.beginning)")
    }

    /// The warning where an earlier report was signed and another one took its place: the officer may have read the earlier one.
    private func anew(_ lasts: [Handover.Signature], _ times: TimeStyle) -> [String] {
        guard lasts.count == 2, lasts[0].state == .signed, lasts[1].state == .replaced else { return [] }
        return [
            "the report signed \(times.short(lasts[1].at)) was replaced: yours is that with the SHA-256 \(lasts[0].digest), "
                + "which --report FILE compares"
        ]
    }
}

extension Handover.Signature {
    /// Where the journal goes on after the report.
    fileprivate var beginning: String { position.map { "\($0)" } ?? readAtTheEarliest?.description ?? at }
}
