import CRRTConfiguration
import Logging
import Synchronization

/// What is told to those who look on at a reload.
public enum ReloadStage: Sendable, Hashable {
    case begins
    /// Taken or refused.
    case isOver
}

/// Takes a new configuration, whole or not at all. One reload at a time, so that the last one to begin is the one in force.
final class ConfigurationReload: Sendable {
    private let environment: CallEnvironment
    private let threshold: LogThreshold
    private let load: @Sendable () throws -> Configuration
    private let onStage: @Sendable (ReloadStage) -> Void
    private let onTaken: @Sendable () -> Void
    private let reloading = Mutex(())

    /// - Parameters:
    ///   - threshold: is set to the level that is configured.
    ///   - load: reads the configuration anew; throws where it cannot be used.
    ///   - onStage: is told when a reload begins and when it is over.
    ///   - onTaken: is called once a new configuration is in force.
    init(
        _ environment: CallEnvironment, _ threshold: LogThreshold, load: @escaping @Sendable () throws -> Configuration,
        onStage: @escaping @Sendable (ReloadStage) -> Void, onTaken: @escaping @Sendable () -> Void
    ) {
        (self.environment, self.threshold, self.load) = (environment, threshold, load)
        (self.onStage, self.onTaken) = (onStage, onTaken)
    }

    /// - Returns: the keys that are read at a start only, and have another value in the files now than is in force.
    /// - Throws: what reading the files throws, and `ConfigurationError` where the instance would go into the other world; then the
    ///   configuration in force stays.
    func run() throws -> [String] {
        let waiting: [String]
        do {
            waiting = try reloading.withLock { _ in
                onStage(.begins)
                defer { onStage(.isOver) }
                let present = environment.site
                let site = Site(try load().taken(by: present.configuration))
                try site.checkWorld(as: present)
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
