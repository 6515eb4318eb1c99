internal import CRRTDomain

/// `crrtd.yaml` and its drop-ins: each file changes what it names and leaves the rest.
struct DaemonFile {
    static let logLevels = ["trace", "debug", "info", "notice", "warning", "error", "critical"]

    private(set) var exercise = false
    private(set) var instance: String?
    private(set) var logLevel = "info"
    private(set) var limits = ConnectionLimits()
    private(set) var signing = SigningPolicy()

    mutating func read(_ source: SourceText) throws(ConfigurationError) {
        let known = ["exercise", "instance", "logLevel", "limits", "signingKey", "checkpoints"]
        guard let values = try YAMLValue.root(of: source)?.section(known) else { return }
        if let value = values["exercise"] { exercise = try value.boolean() }
        if let value = values["instance"] { instance = try DaemonFile.instanceName(value) }
        if let value = values["logLevel"] { logLevel = try value.choice("level", of: DaemonFile.logLevels) }
        if let value = values["limits"] { try readLimits(value) }
        if let value = values["signingKey"] { signing.keyFile = try DaemonFile.wholePath(value) }
        if let value = values["checkpoints"] { try readCheckpoints(value) }
    }

    private mutating func readCheckpoints(_ value: YAMLValue) throws(ConfigurationError) {
        let values = try value.section(["entries", "minutes"])
        if let value = values["entries"] { signing.entries = try value.integer(1...1_000_000) }
        if let value = values["minutes"] { signing.minutes = try value.integer(1...10_080) }
    }

    /// Relative paths are refused, because the daemon's working folder is arbitrary.
    private static func wholePath(_ value: YAMLValue) throws(ConfigurationError) -> String {
        let path = try value.text()
        guard path.hasPrefix("/") else {
            throw value.failure("\(value.name) is \(quoted(path)); write a whole path, such as /etc/crrtd/\(path)")
        }
        return path
    }

    private mutating func readLimits(_ value: YAMLValue) throws(ConfigurationError) {
        let known = ["messageBytes", "connections", "connectionsPerUser", "messageSeconds", "replyQueueBytes"]
        let values = try value.section(known)
        if let value = values["messageBytes"] { limits.messageBytes = try value.integer(4096...268_435_456) }
        if let value = values["connections"] { limits.connections = try value.integer(1...65_536) }
        if let value = values["connectionsPerUser"] { limits.connectionsPerUser = try value.integer(1...65_536) }
        if let value = values["messageSeconds"] { limits.messageSeconds = try value.integer(1...3600) }
        if let value = values["replyQueueBytes"] { limits.replyQueueBytes = try value.integer(65_536...1_073_741_824) }
    }

    private static func instanceName(_ value: YAMLValue) throws(ConfigurationError) -> String {
        let name = try value.text()
        guard InstanceName.isValid(name) else {
            throw value.failure("instance is \(quoted(name)); write 1 to 32 letters, digits, - or _")
        }
        return name
    }
}
