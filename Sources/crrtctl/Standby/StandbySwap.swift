import ArgumentParser
import CRRTDomain
import CRRTProtocol

// The exchange of two nations' periods: one asks, the other agrees or refuses.

struct StandbySwap: ChangeVerb {
    static let configuration = CommandConfiguration(
        commandName: "swap", abstract: "Asks another nation to exchange the times of two periods.",
        discussion: """
            --start and --end are the times of the other period, as you have agreed them
            with its nation. Once it agrees, both periods exchange times and tier at once.
            """,
        examples: [
            "standby swap EST-STB-2027-03 --with LVA-STB-2027-07 --start 2027-02-15T06:00:00Z --end +7d"
        ])

    @Argument(help: "Your own period, such as EST-STB-2027-03.", completion: .standby, transform: ArgumentTransform.id)
    var id: String

    @Option(help: ArgumentHelp("The other nation's period.", valueName: "id"), transform: ArgumentTransform.id)
    var with: String

    @Option(help: ArgumentHelp("When the other period begins.", valueName: "time"), transform: ArgumentTransform.time)
    var start: String

    @Option(
        help: ArgumentHelp("When it ends; +7d is 7 days after its start.", valueName: "time"), transform: ArgumentTransform.timeAfterStart)
    var end: String

    @OptionGroup var change: ChangeOptions

    @OptionGroup(title: "Options of every verb")
    var globalOptions: GlobalOptions

    func perform(_ context: CommandContext) throws {
        let end: String
        do throws(InvalidField) { end = try TimeInput.text(self.end, now: context.now, after: try Instant(start)) } catch {
            throw Failure.usage("--end: \(error.reason)")
        }
        let answer = try context.change(standby: id, isOwn: true) { () throws(Failure) in
            try context.daemon.call(
                Standby.AskSwap.self, .init(id: id, with: with, start: start, end: end, idempotencyKey: context.daemon.key()))
        }
        let asked = "asks for the times of \(with), \(context.times.short(start)) to \(context.times.short(end))"
        context.done(
            answer.raw, answer.reply.period.settled(asked, answer.reply.seq),
            next: "\(with.prefix(3)) answers, crrtctl standby agree \(id)")
    }
}

/// The answer to an exchange, with the verb that gives it.
protocol SwapAnswer {
    static var configuration: CommandConfiguration { get }
    static var agrees: Bool { get }
    /// What is told of the caller's own period after it.
    ///
    /// - Parameter isAsking: Whether it is the period whose nation asks.
    static func words(_ id: String, _ own: Standby.Period, isAsking: Bool, _ times: TimeStyle) -> String
}

/// `standby agree`, `standby refuse`.
struct StandbyAnswer<Given: SwapAnswer>: ChangeVerb {
    static var configuration: CommandConfiguration { Given.configuration }

    @Argument(help: "The period whose nation asks, such as EST-STB-2027-03.", completion: .standby, transform: ArgumentTransform.id)
    var id: String

    @OptionGroup var confirmation: ConfirmationOption

    @OptionGroup var change: ChangeOptions

    @OptionGroup(title: "Options of every verb")
    var globalOptions: GlobalOptions

    func perform(_ context: CommandContext) throws {
        let read = Given.agrees ? try context.daemon.call(Standby.Get.self, .init(id: id)).reply.period : nil
        if let read {
            let takes = "\(StandbyViews.sentence(read, context.times)) You take over that time and tier."
            try Confirmation(act: "Agree", consequence: takes).askOnTerminal(yes: confirmation.yes, context)
        }
        let answer = try context.change(standby: id, isOwn: false) { () throws(Failure) in
            try context.daemon.call(
                Standby.AnswerSwap.self, .init(id: id, agree: Given.agrees, read: read, idempotencyKey: context.daemon.key()))
        }
        let own = answer.reply.period
        let words = Given.words(id, own, isAsking: own.id == id, context.times)
        context.done(answer.raw, words + Outcome.words(revision: own.revision, seq: answer.reply.seq))
    }
}

enum AgreedSwap: SwapAnswer {
    static let configuration = CommandConfiguration(
        commandName: "agree", abstract: "Agrees to an exchange: both periods have each other's times and tier at once.",
        discussion: "'standby show' of the period whose nation asks says what you would take over. Nations in the teams confirm anew.",
        examples: ["standby agree EST-STB-2027-03"])
    static let agrees = true

    static func words(_ id: String, _ own: Standby.Period, isAsking: Bool, _ times: TimeStyle) -> String {
        "\(id) is exchanged: \(own.id) is now \(times.short(own.start)) to \(times.short(own.end)), \(own.tier.rawValue) tier"
    }
}

enum RefusedSwap: SwapAnswer {
    static let configuration = CommandConfiguration(
        commandName: "refuse", abstract: "Refuses an exchange; the nation that asks takes its question back with it.",
        examples: ["standby refuse EST-STB-2027-03"])
    static let agrees = false

    static func words(_ id: String, _ own: Standby.Period, isAsking: Bool, _ times: TimeStyle) -> String {
        isAsking ? "\(id) asks for no exchange any more" : "the exchange with \(id) is refused; \(own.id) stays as it is"
    }
}
