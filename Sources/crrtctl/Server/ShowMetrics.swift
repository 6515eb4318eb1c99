import ArgumentParser
import CRRTProtocol
import Varlink

struct ShowMetrics: Verb {
    static let configuration = CommandConfiguration(
        commandName: "metrics", abstract: "Counters and gauges of the daemon, as Prometheus reads them.",
        discussion: """
            For administrators: calls, commits, queues, sizes, and how far the journal is
            signed; nothing about nations, requests or consents. The text is Prometheus's
            classic format, for node_exporter's textfile collector. With --output the file
            is replaced in one step, with mode 0640. Calls are summed over all methods:
            with --by-method their counts tell when orders and consents are given.
            crrtd-metrics.timer writes such a file each minute, once it is enabled.
            """,
        examples: [
            "metrics",
            "metrics --output /run/crrtd-metrics/crrtd.prom",
        ])

    @Option(help: ArgumentHelp("Write it there; - is standard output.", valueName: "file"), completion: .file())
    var output = "-"

    @Flag(help: "A count of calls for each method.")
    var byMethod = false

    @OptionGroup(title: "Options of every verb")
    var globalOptions: GlobalOptions

    func validate() throws {
        guard !output.isEmpty else { throw ValidationError("--output is empty; name a file, or - for standard output.") }
    }

    func perform(_ context: CommandContext) throws {
        if context.wantsJSON {
            guard output == "-", !byMethod else {
                throw Failure.usage("--json prints every figure as the daemon tells it; leave --output and --by-method out")
            }
            return try replies(Metrics.List.self, .init(), context).forEach { context.screen.json($0.raw) }
        }
        let text = PrometheusText(
            families: try replies(Metrics.Describe.self, .init(), context).map(\.reply),
            figures: try replies(Metrics.List.self, .init(), context).map(\.reply), byMethod: byMethod, unit: context.daemon.endpoint.unit
        ).text
        guard output != "-" else { return context.screen.file(text) }
        try OutputFile.replace(output, Array(text.utf8), mode: 0o640)
    }

    private func replies<M: VarlinkMethod>(_ method: M.Type, _ parameters: M.Parameters, _ context: CommandContext) throws -> [Answer<
        M.Reply
    >] {
        var replies: [Answer<M.Reply>] = []
        try context.daemon.stream(method, parameters, silence: 30) { answer in
            replies.append(answer)
            return true
        }
        return replies
    }
}
