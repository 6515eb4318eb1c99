import CRRTDomain
import CRRTProtocol
import CRRTStore
import JournalProof
import Synchronization
import Varlink

/// The figures of the daemon, for systemd-report and Prometheus.
enum ReadMetrics {
    /// What the figures are read from, beside the environment of all calls.
    struct Sources: Sendable {
        var startedAt: Instant
        var watchers: @Sendable () -> Int
        /// nil where no server has said so.
        var openConnections: @Sendable () -> Int?
        /// nil where there is no key, or nothing is known to be signed yet.
        var signed: @Sendable () -> Int?
    }

    static func list(
        _: Metrics.List.Parameters, _ caller: Caller, _ call: Call<Metrics.List>, _ environment: CallEnvironment, _ sources: Sources
    ) {
        send(figures(environment, sources), call)
    }

    static func describe(
        _: Metrics.Describe.Parameters, _ caller: Caller, _ call: Call<Metrics.Describe>, _ environment: CallEnvironment
    ) {
        send(MetricFamily.allCases.map { .init(name: $0.name, description: $0.description, type: $0.type) }, call)
    }

    /// There is always one: the last reply ends the call.
    private static func send<M: VarlinkMethod>(_ replies: [M.Reply], _ call: Call<M>) {
        for reply in replies.dropLast() { call.stream(reply) }
        if let last = replies.last { call.reply(last) }
    }

    private static func figures(_ environment: CallEnvironment, _ sources: Sources) -> [Metrics.List.Reply] {
        let (store, seq, signed) = (environment.store.figures, environment.seq, sources.signed())
        let single: [(MetricFamily, Int?)] = [
            (.startTime, Int(sources.startedAt.milliseconds) * 1000), (.openConnections, sources.openConnections()),
            (.watchers, sources.watchers()),
            (.failedCalls, environment.calls.failed),
            (.waitingChanges, store.waiting), (.changes, store.changes), (.commits, store.commits), (.failedCommits, store.failedCommits),
            (.commitTime, store.commitTime.microseconds), (.journalPosition, seq), (.signedPosition, signed),
            (.unsignedEntries, signed.map { max(0, seq - $0) }), (.databaseBytes, store.databaseBytes), (.logBytes, store.logBytes),
        ]
        return single.compactMap { family, value in value.map { .init(name: family.name, value: $0) } }
            + calls(environment.calls) + work(environment.scheduler)
    }

    /// Calls have a figure from zero, so that the first one shows as an increase. Most methods never have an error of most kinds.
    private static func calls(_ counters: CallCounters) -> [Metrics.List.Reply] {
        counters.methods.flatMap { method -> [Metrics.List.Reply] in
            guard let counter = counters[method] else { return [] }
            let errors = CallOutcome.allCases.filter { counter[$0] > 0 }.map { outcome in
                Metrics.List.Reply(
                    name: MetricFamily.callErrors.name, fields: ["method": method, "outcome": outcome.rawValue], value: counter[outcome])
            }
            return [.init(name: MetricFamily.calls.name, fields: ["method": method], value: counter.calls)] + errors
        }
    }

    private static func work(_ scheduler: Scheduler) -> [Metrics.List.Reply] {
        scheduler.figures.flatMap { work, figures -> [Metrics.List.Reply] in
            let values: [(MetricFamily, Int)] = [
                (.waitingWork, figures.waiting), (.runningWork, figures.running), (.workTurns, figures.turns),
                (.workTime, figures.time.microseconds),
            ]
            return values.map { .init(name: $0.name, fields: ["kind": "\(work)"], value: $1) }
        }
    }
}

extension Instance {
    var metricSources: ReadMetrics.Sources {
        .init(
            startedAt: startedAt, watchers: { [watchers] in watchers.count },
            openConnections: { [weak self] in self?.openConnections.withLock { $0 }?.now() },
            signed: { [notary] in notary?.lastSigned?.seq })
    }
}

extension Duration {
    fileprivate var microseconds: Int { Int(components.seconds * 1_000_000 + components.attoseconds / 1_000_000_000_000) }
}
