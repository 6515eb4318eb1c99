public import CRRTConfiguration
public import CRRTDomain
import CRRTStore

/// What the site has decided, as one command sees it: a reload changes the next one, never one under way.
public struct Site: Sendable {
    /// All that the files say.
    public let configuration: Configuration
    let callers = KnownCallers()

    public init(_ configuration: Configuration) { self.configuration = configuration }

    /// The rules that the site sets, such as how long an offer stays valid.
    public var policy: Policy { configuration.policy }
    /// The skills that an expert may have.
    public var catalogue: Catalogue { configuration.catalogue }
    /// Whether this instance is an exercise's.
    public var exercise: Bool { configuration.exercise }
}

/// A database is the real one or an exercise's, for good: an exercise lets people play others.
extension Site {
    /// - Throws: `ConfigurationError` where the requests on record are of the other world.
    func checkWorld(of store: Store) throws {
        let first = try store.explainingRows { try store.read { try $0.requests(nation: nil, state: nil, after: nil, limit: 1).first?.id } }
        guard let first, first.exercise != exercise else { return }
        throw ConfigurationError(
            file: "crrtd.yaml",
            reason: exercise
                ? "exercise is true, but the state folder holds the real requests (\(first)); give the exercise its own --state"
                : "exercise is not true, but the state folder holds an exercise (\(first)); name another --state")
    }

    /// - Throws: `ConfigurationError` where a reload would take an instance into the other world.
    func checkWorld(as before: Site) throws {
        guard exercise != before.exercise else { return }
        throw ConfigurationError(
            file: "crrtd.yaml",
            reason: "exercise cannot change from \(before.exercise) to \(exercise) while crrtd runs; use an instance of its own")
    }
}
