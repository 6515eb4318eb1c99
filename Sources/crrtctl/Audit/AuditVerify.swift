import ArgumentParser
import CRRTDomain
import CRRTProtocol
import JournalProof

struct AuditVerify: Verb {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Recomputes the chain of hashes and checks what was signed.",
        discussion: """
            Of the daemon's journal, with which every row of its database is compared; or,
            with --file, of an exported one: then no daemon is needed, the public key says
            whose word counts, and an order without the consents it needs is found.

            Cut-off entries show up to the last checkpoint. For those after it, give the
            head of an earlier time with --expect-head.

            Exit status 1 if something does not hold.
            """,
        examples: [
            "audit verify",
            "audit verify --file journal.jsonl --public-key signing-key.pub",
        ])

    @Option(help: ArgumentHelp("Entry and hash that an earlier 'audit verify' has printed.", valueName: "seq:hash"))
    var expectHead: String?

    @Option(help: ArgumentHelp("An exported journal; - is standard input.", valueName: "file"))
    var file: String?

    @Option(help: ArgumentHelp("Whose checkpoints prove the file, such as signing-key.pub; may be repeated.", valueName: "file"))
    var publicKey: [String] = []

    @Option(help: ArgumentHelp("Whose signature a nation's consents must bear; may be repeated.", valueName: "nation=file"))
    var consentKey: [String] = []

    @OptionGroup(title: "Options of every verb")
    var globalOptions: GlobalOptions

    func validate() throws {
        guard file == nil || !publicKey.isEmpty else {
            throw ValidationError("--file needs --public-key: the key in the file proves nothing, as the author of the file chose it.")
        }
        guard file != nil || (publicKey.isEmpty && consentKey.isEmpty) else {
            throw ValidationError("--public-key and --consent-key are for --file; the daemon knows its own keys.")
        }
    }

    func perform(_ context: CommandContext) throws {
        if let file { return try ProofFileReport(context, try check(), file).show() }
        let head = try expectedHead()
        let answer = try context.daemon.call(
            Journal.Verify.self, .init(seq: head?.seq, hash: head.map { Hexadecimal.text($0.hash) }), length: .long)
        let reply = answer.reply
        context.show(answer) { [.fields(VerdictText.fields(reply))] }
        guard reply.intact else {
            if let rows = reply.rows {
                throw Failure(
                    .failed, "rows of the database are not what its journal says; 'crrtd --rebuild' on the server makes them anew",
                    details: rows)
            }
            throw Failure(.failed, "the journal does not hold", details: reply.faults ?? [VerdictText.broken(reply.broken)])
        }
    }

    private func check() throws(Failure) -> JournalExportVerifier {
        let heads = try expectedHead().map { [$0] } ?? []
        do throws(ProofError) {
            var keys: [VerifyingKey] = []
            for path in publicKey { keys.append(try KeyFile.verifyingKey(path)) }
            var consentKeys: [String: [VerifyingKey]] = [:]
            for pair in consentKey {
                let parts = pair.split(separator: "=", maxSplits: 1).map(String.init)
                guard parts.count == 2, let nation = try? NationCode(parts[0]) else {
                    throw ProofError("'\(pair)' names no nation; write EST=est.pub")
                }
                consentKeys[nation.description, default: []].append(try KeyFile.verifyingKey(parts[1]))
            }
            return JournalExportVerifier(keys: keys, consentKeys: consentKeys, expected: heads)
        } catch {
            throw .usage(error.description)
        }
    }

    private func expectedHead() throws(Failure) -> JournalHead? {
        guard let expectHead else { return nil }
        do throws(ProofError) { return try JournalHead(expectHead) } catch { throw .usage(error.description) }
    }
}
