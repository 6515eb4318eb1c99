/// The commands that messages suggest to the administrator. They are for this instance only, because the commands of another would stop it
/// or replace its database.
struct RecoveryCommands {
    private let configuration: String
    private let state: String
    private let instance: String?

    init(_ paths: Paths) {
        (configuration, state, instance) = (paths.configuration, paths.state, paths.instance)
    }

    /// Starts the daemon, even if systemd has given up restarting it.
    var start: String {
        guard let unit else { return "start the daemon of \(state)" }
        return "systemctl reset-failed \(unit).service; systemctl start \(unit).socket \(unit).service"
    }

    /// Stops the daemon that uses the database.
    var stop: String {
        guard let unit else { return "stop that daemon first" }
        return "systemctl stop \(unit).socket \(unit).service ends it"
    }

    var rebuild: String { "crrtd\(options) --rebuild" }
    var restore: String { "crrtctl restore FILE\(options)" }

    /// The unit's name; nil where the folders are not those of a unit, because its daemon may then be another one.
    private var unit: String? {
        let standard = Paths.standard(instance)
        guard configuration == standard.configuration, state == standard.state else { return nil }
        return instance.map { "crrtd@\($0)" } ?? "crrtd"
    }

    private var options: String {
        let standard = Paths.standard(instance)
        let own = [
            ("instance", instance), ("config", configuration == standard.configuration ? nil : configuration),
            ("state", state == standard.state ? nil : state),
        ]
        return own.map { name, value in value.map { " --\(name) \($0)" } ?? "" }.joined()
    }
}
