/// What an administrator types next, for this instance and no other: the words for another one would stop it, or replace its database.
struct NextStep {
    private let configuration: String
    private let state: String
    private let instance: String?

    init(_ places: Places) {
        (configuration, state, instance) = (places.configuration, places.state, places.instance)
    }

    /// Starts the daemon, also where systemd has given it up.
    var start: String {
        guard let unit else { return "start the daemon of \(state)" }
        return "systemctl reset-failed \(unit).service; systemctl start \(unit).socket \(unit).service"
    }

    /// Ends the daemon that has the database.
    var stop: String {
        guard let unit else { return "stop that daemon first" }
        return "systemctl stop \(unit).socket \(unit).service ends it"
    }

    var rebuild: String { "crrtd\(options) --rebuild" }
    var restore: String { "crrtctl restore FILE\(options)" }

    /// nil: the folders are not those that a unit has, so that its daemon may be another one.
    private var unit: String? {
        let standard = Places.standard(instance)
        guard configuration == standard.configuration, state == standard.state else { return nil }
        return instance.map { "crrtd@\($0)" } ?? "crrtd"
    }

    private var options: String {
        let standard = Places.standard(instance)
        let own = [
            ("instance", instance), ("config", configuration == standard.configuration ? nil : configuration),
            ("state", state == standard.state ? nil : state),
        ]
        return own.map { name, value in value.map { " --\(name) \($0)" } ?? "" }.joined()
    }
}
