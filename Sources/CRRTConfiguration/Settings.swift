internal import CRRTDomain
internal import Yams

/// A value in force, and the file that sets it.
public struct Setting: Sendable, Hashable {
    /// The path of the key, such as `weights.notice` or `principals[0].roles`.
    public var key: String
    /// The value as people read it.
    public var value: String
    /// The file that sets it; nil for a default.
    public var file: String?
    /// The line in that file, from 1; nil where there is none.
    public var line: Int?
    /// The value that the files have now, where it counts from the next start on; nil where it is the same.
    public var next: Next?

    /// A value that waits for the next start.
    public struct Next: Sendable, Hashable {
        /// The value; empty where no file names the key any more.
        public var value: String
        /// The file that sets it; nil where none does.
        public var file: String?
        /// The line in that file, from 1; nil where there is none.
        public var line: Int?
    }

    public init(key: String, value: String, file: String? = nil, line: Int? = nil) {
        self.key = key
        self.value = value
        self.file = file
        self.line = line
    }
}

/// The values of all configuration files. A later file overrides an earlier one.
struct Settings {
    /// A setting that a later file overrides leaves nil at its old index.
    private var entries: [Setting?] = []
    private var index: [String: Int] = [:]

    var all: [Setting] { entries.compactMap { $0 } }

    mutating func read(_ source: SourceText) throws(ConfigurationError) {
        guard let root = try YAMLValue.root(of: source) else { return }
        try read(root, source.file)
    }

    /// Adds the defaults of keys that no file sets.
    mutating func fill(_ defaults: [(key: String, value: String)]) {
        for (key, value) in defaults where index[key] == nil { put(Setting(key: key, value: value)) }
    }

    mutating func put(_ setting: Setting) {
        if let old = index.updateValue(entries.count, forKey: setting.key) { entries[old] = nil }
        entries.append(setting)
    }

    /// Tables and lists of tables are read recursively; a list of words is one value.
    private mutating func read(_ value: YAMLValue, _ file: String) throws(ConfigurationError) {
        if value.isEmpty { return }
        switch value.node {
        case .mapping:
            for (_, _, child) in try value.entries() { try read(child, file) }
        case .sequence where try !value.items().allSatisfy { if case .scalar = $0.node { true } else { false } }:
            for item in try value.items() { try read(item, file) }
        case .sequence:
            var words: [String] = []
            for item in try value.items() { words.append(try item.text()) }
            put(Setting(key: value.name, value: "[" + words.joined(separator: ", ") + "]", file: file, line: value.node.mark?.line))
        default:
            put(Setting(key: value.name, value: try value.text(), file: file, line: value.node.mark?.line))
        }
    }
}

extension Settings {
    /// The defaults, as in `etc/crrtd.yaml` and `etc/policy.yaml`.
    static var defaults: [(key: String, value: String)] {
        let (policy, signing) = (Policy(), SigningPolicy())
        return [
            ("exercise", "false"), ("logLevel", "info"),
            ("limits.messageBytes", "16777216"), ("limits.connections", "4096"), ("limits.connectionsPerUser", "128"),
            ("limits.messageSeconds", "30"), ("limits.replyQueueBytes", "4194304"),
            ("checkpoints.entries", "\(signing.entries)"), ("checkpoints.minutes", "\(signing.minutes)"),
            ("weights.notice", "\(policy.weights.notice)"), ("weights.level", "\(policy.weights.level)"),
            ("weights.nation", "\(policy.weights.nation)"), ("staleAfterDays", "\(policy.staleAfterDays)"),
            ("siteFloor", policy.siteFloor.rawValue), ("replyWithinHours", "\(policy.replyWithinHours)"),
            ("matchBudgetMs", "\(policy.matchBudgetMilliseconds)"), ("planBudgetMs", "\(policy.planBudgetMilliseconds)"),
            ("twoPersonOrder", "\(policy.twoPersonOrder)"),
            ("politicalApproval", policy.politicalApproval.rawValue),
        ]
    }
}
