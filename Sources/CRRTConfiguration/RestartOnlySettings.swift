/// Settings that are read at a start only, and what a running daemon makes of them at a reload.
extension Configuration {
    /// The server, the instance and the notary are created with these.
    private static let sections: Set<Substring> = ["instance", "limits", "signingKey", "checkpoints"]

    /// This configuration as a running daemon takes it at a reload. Settings that are read at a start only keep the values of `running`,
    /// and each of them that the files have otherwise says so in `next`.
    public func applied(to running: Configuration) -> Configuration {
        var applied = self
        (applied.instance, applied.limits, applied.signing) = (running.instance, running.limits, running.signing)
        let old = running.settings.filter(Self.isReadAtStart)
        let before = Dictionary(old.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
        applied.settings = settings.map { Self.isReadAtStart($0) ? Self.waiting($0, before[$0.key]) : $0 }
        let present = Set(settings.map(\.key))
        applied.settings += old.filter { !present.contains($0.key) }.compactMap(Self.removed)
        return applied
    }

    /// The keys whose new values count from the next start on.
    public var keysForNextStart: [String] { settings.filter { $0.next != nil }.map(\.key) }

    private static func isReadAtStart(_ setting: Setting) -> Bool {
        setting.key.split(separator: ".").first.map(sections.contains) ?? false
    }

    private static func waiting(_ new: Setting, _ before: Setting?) -> Setting {
        var present = before ?? Setting(key: new.key, value: "")
        present.next = present.value == new.value ? nil : .init(value: new.value, file: new.file, line: new.line)
        return present
    }

    /// nil where no file named it at the start, and none does now.
    private static func removed(_ old: Setting) -> Setting? {
        guard !old.value.isEmpty else { return nil }
        var present = old
        present.next = .init(value: "")
        return present
    }
}
