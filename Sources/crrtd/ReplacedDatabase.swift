import CRRTDomain
import Glibc

/// What restore and rebuild have in common: the old database is kept under a new name, after a confirmation.
enum ReplacedDatabase {
    /// What people must know of the old database.
    static let warning = "with the names that were erased since and before: delete it once it is not needed"

    /// A new name for the old database, with the time: `crrtd.db.replaced-20261123T101500Z`.
    static func newName(_ paths: Paths) -> String {
        let time = SystemClock.now().description.filter { $0 != "-" && $0 != ":" }.prefix(15) + "Z"
        let name = paths.database + ".replaced-" + time
        let names = [name] + (2...99).map { "\(name)-\($0)" }
        return names.first { access($0, F_OK) != 0 } ?? name
    }

    /// Asks for confirmation on the terminal.
    ///
    /// - Parameters:
    ///   - question: a sentence.
    ///   - yes: whether to skip the question.
    /// - Throws: `BootFailure` with status 2 where the answer is no, with 64 where there is no terminal.
    static func confirm(_ question: String, yes: Bool) throws {
        if yes { return }
        guard isatty(STDIN_FILENO) == 1, isatty(STDERR_FILENO) == 1 else {
            throw BootFailure(status: 64, reason: "this asks first; where there is no terminal, give --yes; nothing was changed")
        }
        StandardError.write("\(question) [y/N] ")
        guard let reply = readLine()?.lowercased(), ["y", "yes"].contains(reply) else {
            throw BootFailure(status: 2, reason: "nothing was changed")
        }
    }
}
