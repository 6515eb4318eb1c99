import CRRTProtocol
import Testing

@testable import crrtctl

/// Figures as Prometheus reads them.
@Suite struct PrometheusTextTests {
    private static let families: [Metrics.Describe.Reply] = [
        .init(name: "io.crrtd.Calls", description: "Calls \"by\" method.\nA \\ too.", type: .counter),
        .init(name: "io.crrtd.CommitMicroseconds", description: "Time.", type: .counter),
        .init(name: "io.crrtd.StartTimeMicroseconds", description: "Start.", type: .gauge),
        .init(name: "io.crrtd.WriteAheadLogBytes", description: "Size.", type: .gauge),
        .init(name: "io.crrtd.SignedPosition", description: "Signed.", type: .gauge),
    ]
    private static let figures: [Metrics.List.Reply] = [
        .init(name: "io.crrtd.WriteAheadLogBytes", value: 4096),
        .init(name: "io.crrtd.Calls", fields: ["method": "io.crrtd.Taskings.Order", "outcome": "a\"b\\c\nd"], value: 2),
        .init(name: "io.crrtd.Calls", fields: ["method": "io.crrtd.Consents.Grant", "outcome": "a\"b\\c\nd"], value: 5),
        .init(name: "io.crrtd.CommitMicroseconds", value: 1_050_000),
        .init(name: "io.crrtd.StartTimeMicroseconds", value: 1_795_436_596_749_000),
        .init(name: "io.crrtd.FromALaterVersion", value: 1),
    ]

    private static func text(byMethod: Bool) -> String {
        PrometheusText(families: families, figures: figures, byMethod: byMethod, unit: "crrtd@exercise").text
    }

    @Test func summedOverMethods() {
        #expect(
            Self.text(byMethod: false) == #"""
                # HELP crrtd_calls_total Calls "by" method.\nA \\ too.
                # TYPE crrtd_calls_total counter
                crrtd_calls_total{unit="crrtd@exercise",outcome="a\"b\\c\nd"} 7
                # HELP crrtd_commit_seconds_total Time.
                # TYPE crrtd_commit_seconds_total counter
                crrtd_commit_seconds_total{unit="crrtd@exercise"} 1.05
                # HELP crrtd_start_time_seconds Start.
                # TYPE crrtd_start_time_seconds gauge
                crrtd_start_time_seconds{unit="crrtd@exercise"} 1795436596.749
                # HELP crrtd_write_ahead_log_bytes Size.
                # TYPE crrtd_write_ahead_log_bytes gauge
                crrtd_write_ahead_log_bytes{unit="crrtd@exercise"} 4096

                """#)
    }

    /// Without it, nothing tells when orders are given.
    @Test func byMethodOnly() {
        #expect(!Self.text(byMethod: false).contains("Order"))
        let calls = Self.text(byMethod: true).split(separator: "\n").filter { $0.hasPrefix("crrtd_calls_total") }
        #expect(
            calls == [
                #"crrtd_calls_total{unit="crrtd@exercise",method="io.crrtd.Consents.Grant",outcome="a\"b\\c\nd"} 5"#,
                #"crrtd_calls_total{unit="crrtd@exercise",method="io.crrtd.Taskings.Order",outcome="a\"b\\c\nd"} 2"#,
            ])
    }

    @Test(arguments: [(0, "0"), (1, "0.000001"), (100_000, "0.1"), (1_000_000, "1"), (12_345_678, "12.345678"), (10_000_000, "10")])
    func seconds(microseconds: Int, text: String) {
        let figure = Metrics.List.Reply(name: "io.crrtd.CommitMicroseconds", value: microseconds)
        let lines = PrometheusText(families: Self.families, figures: [figure], byMethod: false, unit: "crrtd").text.split(separator: "\n")
        #expect(lines.last == "crrtd_commit_seconds_total{unit=\"crrtd\"} \(text)")
    }
}
