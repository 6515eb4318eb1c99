/// The folder of a configuration and, for one under `/etc`, the folders that the system provides.
struct ConfigurationFolder {
    /// The folder that was asked for; it must exist.
    let main: String
    /// Highest first: a file in an earlier layer hides one of the same name in a later one.
    private let layers: [String]

    init(_ directory: String) throws(ConfigurationError) {
        try self.init(directory, administrator: "/etc/", vendors: ["/run/", "/usr/lib/"])
    }

    /// Takes the roots as parameters, so that tests can try the order of the layers elsewhere.
    init(_ directory: String, administrator: String, vendors: [String]) throws(ConfigurationError) {
        var path = directory
        while path.count > 1 && path.hasSuffix("/") { path.removeLast() }
        main = path
        layers = [path] + (path.hasPrefix(administrator) ? vendors.map { $0 + path.dropFirst(administrator.count) } : [])
        for layer in layers { try PathOwnershipCheck.check(layer) }
        guard let names = try FileReader.names(in: path) else {
            throw ConfigurationError(file: path, reason: "no such configuration folder; create it or name another with --config")
        }
        for name in ["crrtd", "policy", "principals"] where names.contains(name + ".yml") {
            throw ConfigurationError(file: "\(path)/\(name).yml", reason: "would not be read; call it \(name).yaml")
        }
    }

    /// The file of this name from the highest layer that has one.
    func source(_ name: String) throws(ConfigurationError) -> SourceText? {
        for layer in layers {
            let path = layer + "/" + name
            if let bytes = try FileReader.bytes(of: path) { return try SourceText(file: path, bytes: bytes) }
        }
        return nil
    }

    /// The file, then its drop-ins `NAME.d/*.yaml` of all layers, sorted by name. A later one overrides an earlier one.
    func sourceWithDropIns(_ name: String) throws(ConfigurationError) -> [SourceText] {
        var names: Set<String> = []
        for layer in layers {
            let found = try FileReader.names(in: layer + "/" + name + ".d") ?? []
            if let unread = found.sorted().first(where: { $0.hasSuffix(".yml") }) {
                throw ConfigurationError(
                    file: "\(layer)/\(name).d/\(unread)", reason: "would not be read; call it \(unread.dropLast(4)).yaml")
            }
            names.formUnion(found.filter { $0.hasSuffix(".yaml") && !$0.hasPrefix(".") })
        }
        var sources = [try source(name)]
        for dropIn in names.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) {
            sources.append(try source(name + ".d/" + dropIn))
        }
        return sources.compactMap { $0 }
    }
}
