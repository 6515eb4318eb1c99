import CRRTDomain
import Glibc

/// What every replacing of the database asks for and keeps.
enum KeptDatabase {
    /// A new name for the database that was there, by the time: `crrtd.db.replaced-20261123T101500Z`.
    static func newName(_ places: Places) -> String {
        let time = SystemClock.now().description.filter { $0 != "-" && $0 != ":" }.prefix(15) + "Z"
        let name = places.database + ".replaced-" + time
        let names = [name] + (2...99).map { "\(name)-\($0)" }
        return names.first { access($0, F_OK) != 0 } ?? name
    }

    /// - Parameters:
    ///   - question: a sentence.
    ///   - yes: whether it is answered already.
    /// - Throws: `BootFailure` with 2 where the answer is no, with 64 where there is no terminal to ask on.
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
