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
    var globalOptions: GlobalOptions

    func validate() throws {
        guard !path.isEmpty else { throw ValidationError("The path is empty; name a new file or a folder.") }
        if let keep, keep < 1 { throw ValidationError("--keep \(keep): keep at least 1.") }
    }

    func perform(_ context: CommandContext) throws {
        let target = try absolute(context)
        let isHere = context.daemon.endpoint.path != nil
        let folder = isHere && BackupFolder.isFolder(target) ? BackupFolder(path: target) : nil
        if keep != nil, folder == nil {
            throw Failure.usage("--keep is for a folder on the daemon's own machine; \(target) is none here; make it first")
        }
        let path = folder.map { $0.path + "/" + BackupFolder.name(at: context.now) } ?? target
        let answer = try context.daemon.call(Service.Backup.self, .init(path: path), length: .long, again: false)
        context.done(answer.raw, "\(path): \(answer.reply.bytes) bytes, up to journal \(answer.reply.seq)")
        guard let keep, let folder else { return }
        for name in try folder.keep(keep) { context.screen.notice("removed: \(folder.path)/\(name)") }
    }

    /// The path made absolute, since the daemon has another working folder.
    private func absolute(_ context: CommandContext) throws(Failure) -> String {
        if path.hasPrefix("/") { return path }
        guard context.daemon.endpoint.path != nil else { throw .usage("\(path): through ssh, give a path that begins with /") }
        guard let folder = getcwd(nil, 0) else { throw Failure(.failed, "no working folder: \(SystemError.last)") }
        defer { free(folder) }
        return String(cString: folder) + "/" + path
    }
}
