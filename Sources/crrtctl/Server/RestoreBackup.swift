import ArgumentParser
import Glibc

struct RestoreBackup: SelectsDaemon {
    static let configuration = CommandConfiguration(
        commandName: "restore", abstract: "Puts a backup in the place of the database, on the server, with the daemon stopped.",
        discussion: """
            It is checked first, from the first byte to the last: whose it is, its
            version, SQLite's integrity, the journal's chain and its signatures, and
            whether every row is what the journal says. Then it is shown what it would
            replace, and asked. The database that was there is kept beside it. A backup of
            an older version is brought up to date.

            systemctl stop crrtd.socket crrtd.service; crrtctl restore FILE;
            systemctl start crrtd.socket crrtd.service. With --check the daemon may run.

            Exit status: 0 done, 2 cancelled, 64 usage, 69 the daemon runs or a file
            cannot be read, 74 a damaged backup, 78 not crrtd's, newer than this
            version, or a configuration that cannot be used.
            """,
        examples: [
            "restore /var/backups/crrtd.db --check",
            "restore /var/backups/crrtd.db",
        ])

    @Argument(help: "The backup.")
    var path: String

    @Flag(help: "Check it and show what it would replace, and change nothing.")
    var check = false

    @OptionGroup var confirmation: ConfirmationOption

    @Option(help: ArgumentHelp("Whose signatures of the journal count, such as signing-key.pub; may be repeated.", valueName: "file"))
    var publicKey: [String] = []

    @Option(help: ArgumentHelp("The instance of that name, such as exercise.", valueName: "name"))
    var instance: String?

    @Option(help: ArgumentHelp("The configuration folder.", valueName: "dir"))
    var config: String?

    @Option(help: ArgumentHelp("The folder of the database.", valueName: "dir"))
    var state: String?

    /// The daemon's own program does it (docs/decisions/0012-the-daemons-program-restores.md): this one knows no database.
    func run() throws {
        let words = Self.program.map { [$0] + arguments }
        guard let words else { throw Failure(.failed, "there is no crrtd on this machine; restore where the daemon runs") }
        var pointers: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
        execv(words[0], &pointers)
        throw Failure(.failed, "\(words[0]) cannot be run: \(SystemError.last)")
    }

    var arguments: [String] {
        let folder = config ?? instance.map { "/etc/crrtd/\($0)" }
        let options = [("--config", folder), ("--state", state), ("--instance", instance)] + publicKey.map { ("--public-key", $0) }
        let given = options.flatMap { name, value in value.map { ["\(name)=\($0)"] } ?? [] }
        return ["--restore=\(path)"] + given + (check ? ["--check"] : []) + (confirmation.yes ? ["--yes"] : [])
    }

    /// Beside this program, where it was built; `/usr/sbin` where it was installed.
    private static var program: String? {
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
        let count = readlink("/proc/self/exe", &buffer, buffer.count)
        let own = String(decoding: buffer.prefix(max(count, 0)).map(UInt8.init(bitPattern:)), as: UTF8.self)
        let folder = own.lastIndex(of: "/").map { String(own[..<$0]) } ?? ""
        return [folder + "/crrtd", "/usr/sbin/crrtd"].first { access($0, X_OK) == 0 }
    }
}
