import ArgumentParser
import CRRTDomain
import CRRTProtocol
import JournalProof

struct HandoverSign: ChangeVerb {
    static let configuration = CommandConfiguration(
        commandName: "sign", abstract: "Hands the duty room over: makes the report and puts its digest on record.",
        discussion: """
            The report is that of crrtctl report handover. It is printed, or written with
            --output; its SHA-256, as sha256sum prints it, is what you sign. The officer who
            takes over reads it and accepts. Signed anew, it takes the place of a handover
            that was not accepted.
            """,
        examples: [
            "handover sign --to duty-desk-2 --since 18:00Z",
            "handover sign --to duty-desk-2 --output handover.txt",
            "handover sign --to duty-desk-2 --output handover.html",
        ])

    @Option(help: ArgumentHelp("The principal who takes over, such as duty-desk-2.", valueName: "name"))
    var to: String

    @OptionGroup var shift: ShiftOptions
    @OptionGroup var options: ReportOptions
    @OptionGroup var change: ChangeOptions

    @OptionGroup(title: "Options of every verb")
    var globalOptions: GlobalOptions

    func perform(_ context: CommandContext) throws {
        let isPrinted = options.output == "-"
        if isPrinted, context.wantsJSON { throw Failure.usage("--json prints the answer; name a file for the report with --output") }
        let since = try shift.beginning(context)
        let (report, position) = try context.handoverReport(since)
        let text = context.written(report, options.format)
        // First the file: a digest without its report would be of no use.
        if !isPrinted, !isRehearsal { try OutputFile.replace(options.output, Array(text.utf8)) }
        let answer = try context.daemon.call(
            Handover.Sign.self,
            .init(
                to: to, since: since.description, position: position, digest: FileDigest.digest(of: Array(text.utf8)),
                idempotencyKey: context.daemon.key()))
        let words = "handed over to \(to), report \(answer.reply.handover.digest)\(Outcome.words(seq: answer.reply.seq))"
        let next = "\(to) reads the report: crrtctl handover accept"
        guard isPrinted else { return context.done(answer.raw, words, next: next) }
        if !isRehearsal { context.screen.file(text) }
        context.screen.notice((isRehearsal ? "dry run, nothing was changed; would be: " : "") + words)
        if !isRehearsal { context.screen.notice("next: \(next)") }
    }
}
