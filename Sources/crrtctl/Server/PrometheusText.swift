import CRRTProtocol

/// Figures in Prometheus's text exposition format, version 0.0.4, as node_exporter's textfile collector reads it.
///
/// `io.crrtd.CommitMicroseconds` becomes `crrtd_commit_seconds_total`: words in small letters, base units, and the ending of counters.
struct PrometheusText {
    let families: [Metrics.Describe.Reply]
    let figures: [Metrics.List.Reply]
    /// Whether calls are told apart by method. If not, they are summed: who reads the metrics of a site learns from calls by method when
    /// orders are given, and consents.
    let byMethod: Bool
    /// The unit of the daemon, so that the files of several daemons on one machine do not collide.
    let unit: String

    var text: String {
        let figures = Dictionary(grouping: figures, by: \.name)
        return families.map { family in
            let name = Self.name(family)
            let samples = samples(figures[family.name] ?? [], family)
            guard !samples.isEmpty else { return "" }
            return "# HELP \(name) \(Self.escaped(family.description, quotes: false))\n# TYPE \(name) \(family.type.rawValue)\n"
                + samples.map { "\(name){\($0.labels)} \($0.value)\n" }.joined()
        }.joined()
    }

    /// In the order of their labels.
    private func samples(_ figures: [Metrics.List.Reply], _ family: Metrics.Describe.Reply) -> [(labels: String, value: String)] {
        var sums: [String: Int] = [:]
        for figure in figures { sums[labels(figure.fields ?? [:]), default: 0] += figure.value }
        let isTime = family.name.hasSuffix(Self.microseconds)
        return sums.sorted { $0.key < $1.key }.map { (labels: $0.key, value: isTime ? Self.seconds($0.value) : "\($0.value)") }
    }

    private func labels(_ fields: [String: String]) -> String {
        let others = fields.filter { byMethod || $0.key != "method" }.sorted { $0.key < $1.key }
        return ([(key: "unit", value: unit)] + others).map { "\($0.key)=\"\(Self.escaped($0.value, quotes: true))\"" }
            .joined(separator: ",")
    }

    private static let microseconds = "Microseconds"

    /// The name in Prometheus's manner: `crrtd_write_ahead_log_bytes`.
    private static func name(_ family: Metrics.Describe.Reply) -> String {
        var word = String(family.name.split(separator: ".").last ?? "")
        if word.hasSuffix(microseconds) { word = word.dropLast(microseconds.count) + "Seconds" }
        let parts = word.reduce(into: "crrtd") { $0 += $1.isUppercase ? "_" + $1.lowercased() : String($1) }
        return family.type == .counter ? parts + "_total" : parts
    }

    /// `1500000` is `1.5`.
    private static func seconds(_ microseconds: Int) -> String {
        let (whole, rest) = microseconds.quotientAndRemainder(dividingBy: 1_000_000)
        guard rest > 0 else { return "\(whole)" }
        let digits = String(String(1_000_000 + rest).dropFirst())
        return "\(whole).\(digits.prefix(digits.lastIndex { $0 != "0" }.map { digits.distance(from: digits.startIndex, to: $0) + 1 } ?? 0))"
    }

    private static func escaped(_ text: String, quotes: Bool) -> String {
        text.reduce(into: "") { text, character in
            switch character {
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case "\"" where quotes: text += "\\\""
            default: text.append(character)
            }
        }
    }
}
