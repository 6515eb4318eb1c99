import ArgumentParser
import CRRTProtocol
import Glibc

/// `crrtctl`: the duty room's, the nations' and the administrator's hand on the daemon.
@main
struct Crrtctl: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "crrtctl",
        abstract: "Rosters, requests, taskings and consents of the Cyber Rapid Response Teams.",
        discussion: """
            Times: 2027-03-01T06:00:00Z, '010600Z MAR 27', +48h, 06:00Z (the next),
            'monday 06:00Z', 'tomorrow 06:00Z', now.

            Exit status: 0 done, 1 refused or failed, 2 cancelled, 3 no candidate,
            4 no such record, 64 usage, 69 daemon unreachable, 75 outcome unknown:
            repeat it with the --idempotency-key that is named, 77 not permitted,
            78 configuration.
            """, version: "crrtctl \(Version.text)",
        groupedSubcommands: [
            CommandGroup(
                name: "Roster",
                subcommands: [
                    RosterCommands.self, ExpertCommands.self, TeamCommands.self, EffectCommands.self, StandbyCommands.self,
                ]),
            CommandGroup(
                name: "Work",
                subcommands: [
                    RequestCommands.self, Match.self, Plan.self, TaskingCommands.self, ConsentCommands.self, ContactCommands.self,
                    CampaignCommands.self, Board.self, CalendarPrint.self,
                ]),
            CommandGroup(
                name: "Log of the room", subcommands: [NoteCommands.self, LessonCommands.self, HandoverCommands.self, Search.self]),
            CommandGroup(name: "Journal", subcommands: [Watch.self, AuditCommands.self, ReportCommands.self]),
            CommandGroup(
                name: "Catalogue",
                subcommands: [SkillCommands.self, NationCommands.self, SectorCommands.self, IncidentClassCommands.self]),
            CommandGroup(name: "Exercise", subcommands: [InjectCommands.self, NoDuffCommands.self, CheckExercise.self]),
            CommandGroup(
                name: "Daemon",
                subcommands: [
                    ServerStatus.self, ShowMetrics.self, WhoAmI.self, Ping.self, ShowVersion.self, Backup.self, RestoreBackup.self,
                    Reload.self,
                    CatConfig.self, CheckRoster.self, Bridge.self, Completion.self,
                ]),
        ])

    static func main() {
        StandardStreams.fill()
        do {
            if let failure = InvalidText.failure(inArguments: CommandLine.unsafeArgv, count: Int(CommandLine.argc)) { throw failure }
            var command = try VerbParsing.command(typed, root: Crrtctl.self)
            try command.run()
        } catch let failure as Failure {
            for line in failure.lines { Terminal.write(line + "\n", to: Terminal.errors) }
            Glibc.exit(failure.status.rawValue)
        } catch {
            // As exit(withError:), which does not notice whether the text could be written.
            let (text, code) = (fullMessage(for: error), exitCode(for: error))
            if !text.isEmpty { Terminal.write(text + "\n", to: code.isSuccess ? Terminal.output : Terminal.errors) }
            Glibc.exit(code.rawValue)
        }
    }

    /// Started without a word by a Varlink client (`varlinkctl call ssh-exec:host:crrtctl`, `exec:`), it is a bridge.
    private static var typed: [String] {
        let words = Array(CommandLine.arguments.dropFirst())
        return words.isEmpty && InheritedSocket.isOffered({ name in getenv(name).map { String(cString: $0) } }) ? ["bridge"] : words
    }
}
