import ArgumentParser
import CRRTProtocol
import Varlink

struct AuditShow: Verb {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "One entry with all it holds.",
        examples: ["audit show 481"])

    @Argument(help: "The entry's number.")
    var seq: Int

    @OptionGroup(title: "Options of every verb")
    var globalOptions: GlobalOptions

    func perform(_ context: CommandContext) throws {
        guard seq > 0 else { throw Failure(.noSuchRecord, "there is no entry \(seq); the first is 1", next: "crrtctl audit log") }
        let answer = try context.daemon.call(Journal.Read.self, .init(since: seq - 1, limit: 1))
        guard let entry = answer.reply.entries?.first, entry.seq == seq else {
            throw Failure(.noSuchRecord, "there is no entry \(seq), or you may not see it", next: "crrtctl audit log")
        }
        context.show(answer) { JournalViews.page(entry, context.times) }
    }
}
