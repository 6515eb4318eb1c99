import ArgumentParser
import Varlink

struct Ping: Verb {
    static let configuration = CommandConfiguration(
        commandName: "ping", abstract: "Whether the daemon answers, and how fast.",
        examples: ["ping"])

    @OptionGroup(title: "Options of every verb")
    var globalOptions: GlobalOptions

    func perform(_ context: CommandContext) throws {
        // The first call opens the connection; the second is the round trip.
        _ = try context.daemon.call(VarlinkService.GetInfo.self, .init())
        let before = Clock.ticks
        let answer = try context.daemon.call(VarlinkService.GetInfo.self, .init())
        let microseconds = (Clock.ticks - before) / 1000
        let info = answer.reply
        context.done(
            answer.raw, "\(info.product) \(info.version) at \(context.daemon.endpoint.description) answers in \(Ping.words(microseconds))")
    }

    /// `0.18 ms`, without Foundation's formats.
    static func words(_ microseconds: Int64) -> String {
        let hundredths = (microseconds + 5) / 10
        let rest = hundredths % 100
        return "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest) ms"
    }
}
