import CRRTConfiguration
import CRRTProtocol
import Logging
import Varlink

/// The settings in force, each with the file that sets it.
enum ReadConfiguration {
    static func run(
        _: Service.GetConfiguration.Parameters, _ caller: Caller, _ call: Call<Service.GetConfiguration>, _ environment: CallEnvironment,
        _ threshold: LogThreshold
    ) {
        var settings = environment.site.configuration.settings.map {
            Service.Setting(
                key: $0.key, value: $0.value, file: $0.file, line: $0.line,
                next: $0.next.map { .init(value: $0.value, file: $0.file, line: $0.line) })
        }
        let level = threshold.level.rawValue
        if level != environment.site.configuration.logLevel, let index = settings.firstIndex(where: { $0.key == "logLevel" }) {
            settings[index] = .init(key: "logLevel", value: level, file: ServiceControl.SetLogLevel.name)
        }
        call.reply(.init(settings: settings))
    }
}
