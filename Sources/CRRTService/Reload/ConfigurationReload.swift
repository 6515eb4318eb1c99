import CRRTConfiguration
import Logging
import Synchronization

/// The stages of a reload.
public enum ReloadStage: Sendable, Hashable {
    /// The files are about to be read.
    case began
    /// The configuration was taken or refused.
    case ended
}

/// Applies a new configuration, as a whole or not at all. Only one reload runs at a time, so the last one to begin is in force.
final class ConfigurationReload: Sendable {
    private let environment: CallEnvironment
    private let threshold: LogThreshold
    private let load: @Sendable () throws -> Configuration
    private let onStage: @Sendable (ReloadStage) -> Void
    private let onTaken: @Sendable () -> Void
    private let reloading = Mutex(())

    /// - Parameters:
    ///   - threshold: set to the configured level.
    ///   - load: reads the configuration; throws where it cannot be used.
    ///   - onStage: called when a reload begins and when it ends.
    ///   - onTaken: called once a new configuration is in force.
    init(
        _ environment: CallEnvironment, _ threshold: LogThreshold, load: @escaping @Sendable () throws -> Configuration,
        onStage: @escaping @Sendable (ReloadStage) -> Void, onTaken: @escaping @Sendable () -> Void
    ) {
        (self.environment, self.threshold, self.load) = (environment, threshold, load)
        (self.onStage, self.onTaken) = (onStage, onTaken)
    }

    /// - Returns: the keys whose new values take effect at the next start only.
    /// - Throws: what `load` throws, and `ConfigurationError` where an exercise would become real or the reverse; then the configuration in
    ///   force is kept.
    func run() throws -> [String] {
        let waiting: [String]
        do {
            waiting = try reloading.withLock { _ in
                onStage(.began)
                defer { onStage(.ended) }
                let current = environment.site
                let site = Site(try load().applied(to: current.configuration))
                try site.checkExercise(as: current)
                environment.site = site
                threshold.level = Logger.Level(rawValue: site.configuration.logLevel) ?? threshold.level
                return site.configuration.keysForNextStart
            }
        } catch {
            environment.log.error(
                "the configuration cannot be used; the one in force stays", metadata: MessageID.reloadRefused.with(["error": "\(error)"]))
            throw error
        }
        onTaken()
        let rest = waiting.isEmpty ? "" : "; from the next start on: \(waiting.joined(separator: ", "))"
        environment.log.notice("configuration reloaded\(rest)", metadata: MessageID.reloaded.with())
        return waiting
    }
}
