import ArgumentParser
import CRRTProtocol

struct AuditVerify: Verb {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Recomputes the chain of hashes.", discussion: "Exit status 1 if an entry does not hold.")

    @OptionGroup(title: "Options of every verb")
    var everywhere: GlobalOptions

    func perform(_ desk: Desk) throws {
        let answer = try desk.link.call(Journal.Verify.self, .init(), patience: .long)
        let reply = answer.reply
        desk.show(answer) {
            [
                .fields([
                    .init("entries", "\(reply.entries)"), .init("head", reply.head), .init("chain", reply.intact ? "intact" : "BROKEN"),
                ])
            ]
        }
        if !reply.intact { throw Failure(.failed, "the journal does not hold\(reply.broken.map { " from entry \($0) on" } ?? "")") }
    }
}
