import ArgumentParser
import CRRTProtocol
import Glibc

struct Backup: Verb {
    static let configuration = CommandConfiguration(
        commandName: "backup", abstract: "Writes a copy of the database, verified, while the daemon goes on.",
        discussion: """
            In a folder it is named by the time, crrtd-20261123T062300Z.db. It bears its
            name once SQLite's integrity, the journal's chain, its signatures and every row
            have been checked. With --keep, older ones go when it is there, and only then.
            """,
        examples: [
            "backup /var/backups/crrtd.db",
            "backup /var/backups/crrtd --keep 7",
        ])

    @Argument(help: "A new file, or a folder, where the daemon writes it, on its own machine.")
    var path: String

    @Option(help: ArgumentHelp("How many backups to keep in the folder; older ones are removed.", valueName: "n"))
    var keep: Int?

    @OptionGroup(title: "Options of every verb")
    var everywhere: GlobalOptions

    func validate() throws {
        guard !path.isEmpty else { throw ValidationError("The path is empty; name a new file or a folder.") }
        if let keep, keep < 1 { throw ValidationError("--keep \(keep): keep at least 1.") }
    }

    func perform(_ desk: Desk) throws {
        let place = try absolute(desk)
        let isHere = desk.link.endpoint.path != nil
        let folder = isHere && BackupFolder.isFolder(place) ? BackupFolder(path: place) : nil
        if keep != nil, folder == nil {
            throw Failure.usage("--keep is for a folder on the daemon's own machine; \(path) is none here; make it first")
        }
        let path = folder.map { $0.path + "/" + BackupFolder.name(at: desk.now) } ?? place
        let answer = try desk.link.call(Service.Backup.self, .init(path: path), patience: .long, again: false)
        desk.done(answer.raw, "\(path): \(answer.reply.bytes) bytes, up to journal \(answer.reply.seq)")
        guard let keep, let folder else { return }
        for name in try folder.keep(keep) { desk.screen.notice("removed: \(folder.path)/\(name)") }
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
