public import CRRTConfiguration
public import CRRTDomain
import CRRTStore

/// The configuration in force, as an immutable snapshot: a reload affects later calls, never one in progress.
public final class Site: Sendable {
    /// The configuration.
    public let configuration: Configuration
    let callers = CallerCache()

    public init(_ configuration: Configuration) { self.configuration = configuration }

    /// The rules that the site sets, such as how long an offer stays valid.
    public var policy: Policy { configuration.policy }
    /// The skills that an expert may have.
    public var catalogue: Catalogue { configuration.catalogue }
    /// Whether this is an exercise instance.
    public var exercise: Bool { configuration.exercise }
}

/// A database is either real or an exercise's, for good, because an exercise lets callers act as others.
extension Site {
    /// Checks that the records in the store are of the configured kind, real or exercise. No real instance releases an inject.
    ///
    /// - Throws: `ConfigurationError` where they are not; `StoreError` where they cannot be read.
    func checkExercise(of store: Store) throws {
        let found = try store.explainingRows { try store.read { try $0.exerciseEvidence() } }
        guard let (first, isExercise) = found, isExercise != exercise else { return }
        throw ConfigurationError(
            file: "crrtd.yaml",
            reason: exercise
                ? "exercise is true, but the state folder holds real records (\(first)); give the exercise its own --state"
                : "exercise is not true, but the state folder holds an exercise (\(first)); name another --state")
    }

    /// Checks that a reload does not change whether this is an exercise.
    ///
    /// - Throws: `ConfigurationError` where it does.
    func checkExercise(as before: Site) throws {
        guard exercise != before.exercise else { return }
        throw ConfigurationError(
            file: "crrtd.yaml",
            reason: "exercise cannot change from \(before.exercise) to \(exercise) while crrtd runs; use an instance of its own")
    }
}
