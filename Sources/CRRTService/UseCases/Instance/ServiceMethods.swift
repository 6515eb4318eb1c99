import CRRTConfiguration
import CRRTDomain
import CRRTProtocol
import CRRTStore
import Glibc
import JournalProof
import Varlink

/// The status of the instance. Counts are of what the caller sees. Callers who see one nation only get none.
enum ReadStatus {
    /// - Parameter server: the facts about the process that are the same for every caller.
    static func run(_ caller: Caller, _ environment: CallEnvironment, _ server: Server) throws -> Service.Status.Reply {
        try environment.query(caller) { query in
            let central = caller.isOfOperations
            let counts = central ? try query.rows.counts() : nil
            return try reply(
                counts.map(query.visibleCounts), seq: central ? query.lastPosition(upTo: query.roster.snapshot.seq) : 0, query, server)
        }
    }

    struct Server {
        var version: String
        var startedAt: Instant
        /// The id of the current epoch of the database.
        var epoch: String
    }

    private static func reply(
        _ counts: Counts?, seq: Int, _ query: Query, _ server: Server
    ) throws -> Service.Status.Reply {
        .init(
            version: server.version, instance: query.site.configuration.instance, exercise: query.site.exercise,
            startedAt: server.startedAt.description, seq: seq, experts: counts?.experts,
            teams: counts?.teams, effects: counts?.effects, openRequests: counts?.openRequests, pendingConsents: counts?.pendingConsents,
            activeTaskings: counts?.activeTaskings, epoch: server.epoch, clockBehind: try query.clockBehind(seq),
            noDuff: try query.standingNoDuff(), overdueReports: try query.overdueReports())
    }
}

/// The caller, as the kernel and the configuration determine them.
enum WhoAmI {
    static func run(_: Service.WhoAmI.Parameters, _ caller: Caller, _ call: Call<Service.WhoAmI>, _ environment: CallEnvironment) {
        let playing = caller.principal.playedBy != nil
        call.reply(
            .init(
                uid: Int(caller.principal.uid), user: UserName.of(caller.principal.uid),
                roles: caller.roles.map(\.rawValue).sorted(), nation: caller.nation?.description,
                clearance: caller.isKnown ? .init(rawValue: caller.clearance.rawValue) : nil, principals: caller.entries,
                actingAs: playing ? caller.principal.name : nil, exercise: environment.site.exercise,
                floor: .init(rawValue: environment.site.policy.siteFloor.rawValue),
                noDuff: (try? environment.query(caller) { try $0.hasNoDuff() }) == true ? true : nil))
    }
}

extension Query {
    /// The texts of the no-duff messages that stand; nil where there are none.
    fileprivate func standingNoDuff() throws -> [String]? {
        guard try hasNoDuff() else { return nil }
        return try rows.exerciseMessages(.noDuff, state: .standing, after: 0, limit: ExerciseMessage.mostStanding).map(\.text)
    }
}

/// User names of this machine.
enum UserName {
    /// The name of a uid; nil where it has none.
    static func of(_ uid: UInt32) -> String? {
        var entry = passwd()
        var found: UnsafeMutablePointer<passwd>?
        return withUnsafeTemporaryAllocation(of: CChar.self, capacity: 16_384) { buffer in
            guard let base = buffer.baseAddress, getpwuid_r(uid, &entry, base, buffer.count, &found) == 0, found != nil,
                let name = entry.pw_name
            else { return nil }
            return String(cString: name)
        }
    }
}

/// Exercise control: later calls on this connection are made as another principal.
enum ActAs {
    static func run(
        _ parameters: Service.ActAs.Parameters, _ caller: Caller, _ call: Call<Service.ActAs>, _ environment: CallEnvironment
    ) throws {
        let site = environment.site
        guard site.exercise else { throw Refusal.permission() }
        guard site.configuration.principals.contains(where: { $0.name == parameters.principal }) else {
            let known = site.configuration.principals.map(\.name)
            let near = Spelling.near(parameters.principal, among: known, most: 3)
            let hint = near.isEmpty ? "" : "; nearest: \(near.joined(separator: ", "))"
            throw Refusal.invalid("principal", "\(quoted(parameters.principal)) is not in principals.yaml\(hint)")
        }
        call.pending.session.updateState(of: ConnectionState.self) { $0.actingAs = parameters.principal }
        call.reply(.init())
    }
}

/// Later changes on this connection are made, answered and then undone.
enum Rehearse {
    static func run(
        _: Service.Rehearse.Parameters, _ caller: Caller, _ call: Call<Service.Rehearse>, _ environment: CallEnvironment
    ) {
        call.pending.session.updateState(of: ConnectionState.self) { $0.isRehearsal = true }
        call.reply(.init())
    }
}

/// Writes a backup, while other calls are served.
enum BackUp {
    static func run(
        _ parameters: Service.Backup.Parameters, _ caller: Caller, _ call: Call<Service.Backup>, _ environment: CallEnvironment,
        _ notary: Notary?
    ) throws {
        guard parameters.path.hasPrefix("/") else { throw Refusal.invalid("path", "is not absolute; write /…") }
        try environment.answer(call, as: .scan) { _ in
            // So that the whole journal of the copy is signed.
            notary?.signNow()
            let seq: Int
            do {
                seq = try environment.store.backup(
                    to: parameters.path, keys: notary.map { [$0.verifyingKey] } ?? [],
                    signedThrough: notary?.lastSigned?.seq ?? 0)
            } catch StoreError.cannotOpen(let path, let reason) {
                throw Refusal.invalid("path", "\(shortened(path)) cannot be written by the daemon: \(reason)")
            } catch let error as StoreError {
                throw refusal(error, shortened(parameters.path))
            }
            var status = stat()
            stat(parameters.path, &status)
            return .init(bytes: Int(status.st_size), seq: seq)
        }
    }

    /// An error of the daemon's database, not of the file that the caller names.
    private static func refusal(_ error: StoreError, _ path: String) -> Service.InvalidRecord {
        let words =
            switch error {
            case .damaged(_, let reason), .journalBroken(_, let reason), .rowsDiffer(_, let reason):
                StoreError.notCopied(reason: reason).description
            default: error.description
            }
        let next =
            "crrtctl audit verify says, to auditors, whether the journal holds: if so, crrtd --rebuild on the server, with the "
            + "daemon's --instance where it has one, makes the rows anew; if not, restore an earlier backup"
        return .init(field: "path", reason: words, message: "\(path) \(words); \(next)")
    }
}

/// Reads the configuration again. It is taken as a whole or not at all; the reply says what is wrong.
enum Reload {
    static func run(
        _: Service.Reload.Parameters, _ caller: Caller, _ call: Call<Service.Reload>, _ environment: CallEnvironment,
        _ reload: ConfigurationReload
    ) throws {
        try environment.answer(call, as: .heavy) { _ in
            let waiting = try take(reload)
            return .init(nextStart: waiting.isEmpty ? nil : waiting)
        }
    }

    /// - Returns: the keys whose new values take effect at the next start.
    static func take(_ reload: ConfigurationReload) throws -> [String] {
        do { return try reload.run() } catch let error as ConfigurationError {
            let location = [error.file, error.line.map(String.init), error.column.map(String.init)].compactMap { $0 }.joined(separator: ":")
            throw Refusal.invalid(location, "\(error.reason); the configuration in force stays")
        }
    }
}
