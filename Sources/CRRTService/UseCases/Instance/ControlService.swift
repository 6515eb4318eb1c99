import CRRTDomain
import CRRTProtocol
import CRRTStore
import Logging
import Varlink

/// The methods of `io.systemd.service`, for systemd's tools.
enum ControlService {
    /// Answers through the writer, so that a hanging writer is noticed.
    static func ping(
        _: ServiceControl.Ping.Parameters, _ caller: Caller, _ call: Call<ServiceControl.Ping>, _ environment: CallEnvironment
    ) {
        environment.store.write { _ in
        } then: { outcome in
            environment.answer(call) {
                _ = try outcome.get()
                return .init()
            }
        }
    }

    static func reload(
        _: ServiceControl.Reload.Parameters, _ caller: Caller, _ call: Call<ServiceControl.Reload>, _ environment: CallEnvironment,
        _ reload: ConfigurationReload
    ) throws {
        try environment.answer(call, as: .heavy) { _ in
            _ = try Reload.take(reload)
            return .init()
        }
    }

    static func setLogLevel(
        _ parameters: ServiceControl.SetLogLevel.Parameters, _ caller: Caller, _ call: Call<ServiceControl.SetLogLevel>,
        _ environment: CallEnvironment, _ threshold: LogThreshold
    ) throws {
        guard let level = levels.first(where: { $0.syslog >= parameters.level })?.level, (0...7).contains(parameters.level) else {
            throw Refusal.invalid("level", "is \(parameters.level); write 0 (emergency) to 7 (debug), as in syslog(3)")
        }
        threshold.level = level
        environment.log.notice("log level set to \(level)", metadata: ["callerUid": "\(caller.principal.uid)"])
        call.reply(.init())
    }

    static func getLogLevel(
        _: ServiceControl.GetLogLevel.Parameters, _ caller: Caller, _ call: Call<ServiceControl.GetLogLevel>, _ threshold: LogThreshold
    ) {
        let level = threshold.level
        call.reply(.init(level: levels.first { $0.level == level }?.syslog ?? 7))
    }

    /// The levels as syslog priorities. Emergency and alert become critical.
    private static let levels: [(syslog: Int, level: Logger.Level)] = [
        (2, .critical), (3, .error), (4, .warning), (5, .notice), (6, .info), (7, .debug),
    ]
}
