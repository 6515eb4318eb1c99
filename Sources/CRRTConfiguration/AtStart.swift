/// What is read at a start only, and what a daemon that runs makes of it when it reads its files anew.
extension Configuration {
    /// The server, the instance's name and the notary have been made of these.
    private static let sections: Set<Substring> = ["instance", "limits", "signingKey", "checkpoints"]

    /// This configuration as it counts in a daemon that was started with another: what is read at a start only stays as it was, and each of
    /// these settings that the files have otherwise now says so in `next`.
    public func taken(by running: Configuration) -> Configuration {
        var taken = self
        (taken.instance, taken.limits, taken.signing) = (running.instance, running.limits, running.signing)
        taken.settings = settings.map { Self.isReadAtStart($0) ? Self.waiting($0, running) : $0 }
        taken.settings += running.settings.filter { old in
            Self.isReadAtStart(old) && !settings.contains { $0.key == old.key }
        }.compactMap(Self.removed)
        return taken
    }

    /// The keys whose new values count from the next start on.
    public var keysForNextStart: [String] { settings.filter { $0.next != nil }.map(\.key) }

    private static func isReadAtStart(_ setting: Setting) -> Bool {
        setting.key.split(separator: ".").first.map(sections.contains) ?? false
    }

    private static func waiting(_ new: Setting, _ running: Configuration) -> Setting {
        var present = running.settings.first { $0.key == new.key } ?? Setting(key: new.key, value: "")
        present.next = present.value == new.value ? nil : .init(value: new.value, file: new.file, line: new.line)
        return present
    }

    /// nil: it was in no file at the start, and is in none now.
    private static func removed(_ old: Setting) -> Setting? {
        guard !old.value.isEmpty else { return nil }
        var present = old
        present.next = .init(value: "")
        return present
    }
}
