import CRRTDomain
import CRRTProtocol
import Varlink

/// The periods of a rota's file for an import, read, and checked as far as crrtctl can.
struct RotaImport {
    /// The most periods of one import.
    static let most = 2000

    private let name: String
    private let context: CommandContext
    private var rota: RotaFile

    /// - Parameter nation: The nation whose lines are taken; nil for all nations.
    /// - Throws: `failed` with all that is wrong in the file, also by the word of the daemon.
    init(_ file: String, nation: String?, _ context: CommandContext) throws(Failure) {
        let source = try InputFile(file, for: .roster)
        (name, self.context) = (source.name, context)
        rota = RotaFile(source.bytes, nation: nation, now: context.now)
        let count = rota.lineCount
        guard count <= Self.most else {
            throw Failure(
                .failed, "\(name) holds \(count) lines; one import takes \(Self.most), nothing was written",
                details: ["import it in parts, such as a file for each nation or half-year, with the sheet's first line before each"])
        }
        guard rota.issues.isEmpty else {
            rota.add(daemonIssues())
            throw rejected()
        }
        guard count > 0 else {
            throw Failure(.failed, "\(name) holds no period below its first line", next: "crrtctl standby import --template")
        }
    }

    private var periods: [Standby.Period] { rota.entries.map(\.record) }

    mutating func send(dryRun: Bool) throws(Failure) -> Answer<Standby.Import.Reply> {
        do throws(Failure) {
            return try context.daemon.call(
                Standby.Import.self,
                .init(periods: periods, dryRun: dryRun ? true : nil, idempotencyKey: dryRun ? nil : context.daemon.key()), length: .long)
        } catch {
            guard let rejection = error.remote?.as(Standby.ImportRejected.self) else { throw error }
            rota.add(rejection.issues.map(Roster.ImportIssue.init))
            throw rejected()
        }
    }

    /// The daemon's issues with what is right so far, so that the user sees all issues of the file together.
    private func daemonIssues() -> [Roster.ImportIssue] {
        let periods = rota.checkable
        guard !periods.isEmpty else { return [] }
        do throws(Failure) {
            _ = try context.daemon.call(Standby.Import.self, .init(periods: periods, dryRun: true), length: .long)
            return []
        } catch {
            if let rejection = error.remote?.as(Standby.ImportRejected.self) { return rejection.issues.map(Roster.ImportIssue.init) }
            context.screen.notice("the other lines were not checked by the daemon: \(error.text)")
            return []
        }
    }

    private func rejected() -> Failure {
        Failure(
            .failed, "\(name): \(counted(rota.issues.count, "complaint", "complaints")), nothing was written", details: rota.complaints)
    }
}

extension Roster.ImportIssue {
    init(_ issue: Standby.ImportIssue) { self.init(line: issue.line, id: issue.id, field: issue.field, reason: issue.reason) }
}
