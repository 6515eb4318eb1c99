import ArgumentParser
import CRRTProtocol
import Glibc

struct Backup: Verb {
    static let configuration = CommandConfiguration(
        commandName: "backup", abstract: "Writes a copy of the database, verified, while the daemon goes on.")

    @Argument(help: "Where the daemon writes it, on its own machine.")
    var path: String

    @OptionGroup(title: "Options of every verb")
    var everywhere: GlobalOptions

    func perform(_ desk: Desk) throws {
        let path = try absolute(desk)
        let answer = try desk.link.call(Service.Backup.self, .init(path: path), patience: .long, again: false)
        desk.done(answer.raw, "\(path): \(answer.reply.bytes) bytes, up to journal \(answer.reply.seq)")
    }

    /// The daemon has its own working folder, so it is told a whole path.
    private func absolute(_ desk: Desk) throws(Failure) -> String {
        if path.hasPrefix("/") { return path }
        guard desk.link.endpoint.path != nil else { throw .usage("\(path): through ssh, give a path that begins with /") }
        guard let folder = getcwd(nil, 0) else { throw Failure(.failed, "no working folder: \(SystemError.last)") }
        defer { free(folder) }
        return String(cString: folder) + "/" + path
    }
}
