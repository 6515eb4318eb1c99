import ArgumentParser
import CRRTDomain
import CRRTProtocol
import JournalProof

struct HandoverSign: ChangeVerb {
    static let configuration = CommandConfiguration(
        commandName: "sign", abstract: "Hands the duty room over: makes the report and puts its digest on record.",
        discussion: """
            The report is that of crrtctl report handover. It is printed and then signed;
            with --output its file gets its name once it is signed. Its SHA-256, as
            sha256sum prints it, is what you sign. The officer who takes over reads it and
            accepts. Signed anew, it takes the place of a handover that was not accepted.

            A report of which it is not known whether it was signed (exit status 75) is
            signed again with --report, as that run says.
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

    @Option(
        help: ArgumentHelp("Sign this report again, which an earlier run made; with --since and --position.", valueName: "file"),
        completion: .file())
    var report: String?

    @Option(help: ArgumentHelp("With --report: the journal position up to which it tells all.", valueName: "number"))
    var position: Int?

    @OptionGroup var change: ChangeOptions

    @OptionGroup(title: "Options of every verb")
    var globalOptions: GlobalOptions

    func validate() throws {
        guard (report == nil) == (position == nil), report == nil || (shift.since != nil && options.output == "-") else {
            throw ValidationError("--report goes with --since and --position, as the run with exit status 75 said, and without --output.")
        }
    }

    func perform(_ context: CommandContext) throws {
        if let report, let position, let since = shift.since.flatMap({ try? Instant($0) }) {
            let signed = SignedReport(text: String(decoding: try InputFile(report).bytes, as: UTF8.self), since: since, position: position)
            return tell(try sign(signed, context), signed, context)
        }
        let isPrinted = options.output == "-"
        if isPrinted, context.wantsJSON { throw Failure.usage("--json prints the answer; name a file for the report with --output") }
        let shift = try shift.shift(to: to, context)
        let (made, data) = try context.handoverReport(shift)
        let report = SignedReport(text: context.written(made, options.format), since: shift.since, position: data.position)
        guard !isPrinted else { return try print(report, context) }
        if isRehearsal { return tell(try sign(report, context), report, context) }
        tell(try write(report, context), report, context)
    }
}

/// A report as it is signed.
private struct SignedReport {
    let text: String
    let since: Instant
    let position: Int

    var bytes: [UInt8] { Array(text.utf8) }
}

extension HandoverSign {
    private func sign(_ report: SignedReport, _ context: CommandContext) throws(Failure) -> Answer<Handover.Sign.Reply> {
        try context.daemon.call(
            Handover.Sign.self,
            .init(
                to: to, since: report.since.description, position: report.position, digest: FileDigest.digest(of: report.bytes),
                idempotencyKey: context.daemon.key()))
    }

    /// Writes the report under its name once it is signed, so that no file looks like a signed report that was refused. Where it is not
    /// known whether it was signed, it is written, too, because made anew it would be another one; what has its name stays as it is.
    private func write(_ report: SignedReport, _ context: CommandContext) throws(Failure) -> Answer<Handover.Sign.Reply> {
        var outcome: Result<Answer<Handover.Sign.Reply>, Failure>?
        let path: String?
        do throws(Failure) {
            path = try OutputFile.replace(options.output) { (file) throws(Failure) in
                try file.write(report.bytes)
                // A report that cannot be kept is not signed.
                try file.sync()
                do throws(Failure) {
                    outcome = .success(try sign(report, context))
                    return .path
                } catch {
                    guard error.status == .outcomeUnknown else {
                        throw file.isStream ? error.saying("what was written is not signed") : error
                    }
                    outcome = .failure(error)
                    return .free("unconfirmed")
                }
            }
        } catch {
            guard let outcome else { throw error }
            let isSigned = (try? outcome.get()) != nil
            throw error.saying(
                "the report \(isSigned ? "was" : "may have been") signed all the same and is lost; sign anew, with another --output")
        }
        switch outcome {
        case .success(let answer)?: return answer
        case .failure(let error)?: throw again(error, report, path, context)
        case nil: throw Failure(.failed, "\(options.output): nothing was written")
        }
    }

    /// Prints the report and signs what was printed. A report that cannot be printed is not signed.
    private func print(_ report: SignedReport, _ context: CommandContext) throws(Failure) {
        guard !isRehearsal else {
            return context.screen.notice("dry run, nothing was changed; would be: \(words(try sign(report, context)))")
        }
        context.screen.file(report.text)
        do throws(Failure) {
            context.screen.notice(words(try sign(report, context)))
            context.screen.notice("next: \(next)")
        } catch {
            guard error.status == .outcomeUnknown else { throw error.saying("what was printed is not signed") }
            throw again(error, report, nil, context)
        }
    }

    /// The failure with the command that signs the same report again, with the same key.
    ///
    /// - Parameter path: The file that holds the report; nil where it was printed.
    private func again(_ failure: Failure, _ report: SignedReport, _ path: String?, _ context: CommandContext) -> Failure {
        var told = failure
        told.details.append(path.map { "\($0) holds the report" } ?? "the report was printed; save it as FILE to sign it again")
        if let path, path != options.output { told.details.append("\(options.output) is as it was") }
        told.next = context.daemon.repetition(
            without: ["--output", "--format", "--since"],
            adding: [
                "--report", path.map(ShellWord.file) ?? "FILE", "--since", report.since.description, "--position", "\(report.position)",
            ])
        return told
    }

    private func tell(_ answer: Answer<Handover.Sign.Reply>, _ report: SignedReport, _ context: CommandContext) {
        context.done(answer.raw, words(answer), next: next)
    }

    private var next: String { "\(to) reads the report: crrtctl handover accept" }

    private func words(_ answer: Answer<Handover.Sign.Reply>) -> String {
        "handed over to \(to), report \(answer.reply.handover.digest)\(Outcome.words(seq: answer.reply.seq))"
    }
}

extension Failure {
    /// The same failure with what has become of the report. The words stand in its text, since a failure with details gets none about the
    /// caller.
    fileprivate func saying(_ words: String) -> Failure {
        var told = self
        told.text += "; " + words
        return told
    }
}
