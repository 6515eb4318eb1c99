import ArgumentParser
import CRRTDomain
import CRRTProtocol

// The absences of an expert: periods in which the offer does not hold. Each change puts the whole record again, at the revision that was
// read, so that a change by another user meanwhile is not overwritten.

struct ExpertAbsenceCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "absence", abstract: "When an expert is not available.",
        subcommands: [
            ExpertAbsenceChange<AddedAbsence>.self, ExpertAbsenceChange<ImportedAbsences>.self, ExpertAbsenceList.self,
            ExpertAbsenceChange<RemovedAbsence>.self,
        ])
}

/// A change of the absences of one expert, with the arguments that it takes.
protocol AbsenceChange: ParsableArguments {
    static var configuration: CommandConfiguration { get }
    var id: String { get }

    /// Changes the absences.
    ///
    /// - Returns: What is told of it, after the id; nil where nothing changes.
    func change(_ absences: inout [Roster.Period], _ context: CommandContext) throws(Failure) -> String?
}

/// Puts the expert with other absences, unless another user has changed the record since it was read.
struct ExpertAbsenceChange<Change: AbsenceChange>: ChangeVerb {
    static var configuration: CommandConfiguration { Change.configuration }

    @OptionGroup var absence: Change

    @OptionGroup var change: ChangeOptions

    @OptionGroup(title: "Options of every verb")
    var globalOptions: GlobalOptions

    func perform(_ context: CommandContext) throws {
        var expert = try Roster.Expert.get(absence.id, context).record
        var absences = expert.unavailable ?? []
        guard let words = try absence.change(&absences, context) else {
            return context.screen.notice("the absences of \(absence.id) stay as they are")
        }
        expert.unavailable = absences.isEmpty ? nil : absences
        do throws(Failure) {
            let stored = try expert.put(ifRevision: expert.revision, context)
            context.done(stored.raw, "\(absence.id) \(words)\n" + stored.words(context.times))
        } catch {
            throw OfferRights.explained(error, absence.id, context)
        }
    }
}

struct AddedAbsence: AbsenceChange {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Adds a period in which an expert is not available.",
        discussion: """
            A date is the whole day, UTC; the day of --until is a part of the absence.
            Absences that touch become one. No reason is kept: it would be personal data.
            """,
        examples: [
            "expert absence add EST-0042 --from 2027-07-01 --until 2027-07-14",
            "expert absence add EST-0042 --from 'monday 06:00Z' --until +36h",
        ])

    @Argument(help: "Such as EST-0042.", completion: .experts, transform: ArgumentTransform.id)
    var id: String

    @Option(name: [.customLong("from"), .customLong("start")], help: ArgumentHelp("The first day, or a time.", valueName: "date|time"))
    var from: String

    @Option(
        name: [.customLong("until"), .customLong("end")],
        help: ArgumentHelp("The last day, or a time; +14d is 14 days after the beginning.", valueName: "date|time"))
    var until: String

    func change(_ absences: inout [Roster.Period], _ context: CommandContext) throws(Failure) -> String? {
        let start = try AbsenceTime.read("--from") { () throws(InvalidField) in try DayInput.start(from, now: context.now) }
        let end = try AbsenceTime.read("--until") { () throws(InvalidField) in try DayInput.end(until, now: context.now, after: start) }
        guard start < end else {
            throw .usage("--until: \(quoted(until)) is not after \(quoted(from)), where the absence begins")
        }
        absences.append(.init(start: start.description, end: end.description))
        return "absent \(context.times.short(start)) to \(context.times.short(end))"
    }
}

struct RemovedAbsence: AbsenceChange {
    static let configuration = CommandConfiguration(
        commandName: "remove", abstract: "Removes an absence: the expert is available again then.",
        examples: ["expert absence remove EST-0042 --from 2027-07-01"])

    @Argument(help: "Such as EST-0042.", completion: .experts, transform: ArgumentTransform.id)
    var id: String

    @Option(
        name: [.customLong("from"), .customLong("start")],
        help: ArgumentHelp("When the absence begins, as 'expert absence list' shows it, or the day.", valueName: "date|time"))
    var from: String

    func change(_ absences: inout [Roster.Period], _ context: CommandContext) throws(Failure) -> String? {
        let start = try AbsenceTime.read("--from") { () throws(InvalidField) in try DayInput.start(from, now: context.now) }
        let day = (try? CalendarDate(from)) == nil ? nil : start.adding(days: 1)
        let named = absences.indices.filter { index in
            guard let begins = try? Instant(absences[index].start) else { return false }
            return day.map { (start..<$0).contains(begins) } ?? (begins == start)
        }
        guard named.count == 1 else {
            throw Failure(
                named.isEmpty ? .noSuchRecord : .usage,
                named.isEmpty ? "\(id) has no absence that begins then" : "\(id) has \(named.count) absences that begin then",
                details: absences.map { "\(context.times.short($0.start)) to \(context.times.short($0.end))" },
                next: "crrtctl expert absence list \(id)")
        }
        absences.remove(at: named[0])
        return "available again"
    }
}

/// A day or a time of an absence, with the option that names it in errors.
private enum AbsenceTime {
    static func read(_ option: String, _ body: () throws(InvalidField) -> Instant) throws(Failure) -> Instant {
        do throws(InvalidField) { return try body() } catch { throw .usage("\(option): \(error.reason)") }
    }
}

struct ExpertAbsenceList: Verb {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "The periods in which an expert is not available.",
        examples: ["expert absence list EST-0042"])

    @Argument(help: "Such as EST-0042.", completion: .experts, transform: ArgumentTransform.id)
    var id: String

    @OptionGroup(title: "Options of every verb")
    var globalOptions: GlobalOptions

    func perform(_ context: CommandContext) throws {
        let answer = try context.daemon.call(Roster.GetExpert.self, .init(id: id))
        let absences = answer.reply.expert.unavailable ?? []
        guard !absences.isEmpty || context.wantsJSON else {
            context.screen.notice("no absences")
            return context.screen.notice("next: crrtctl expert absence add \(id) --from DATE --until DATE")
        }
        context.show(answer) {
            [
                .table(
                    Table(
                        columns: [.text("FROM"), .text("UNTIL"), .text("BEGINS")],
                        rows: absences.map {
                            [context.times.short($0.start), context.times.short($0.end), context.times.relative($0.start)]
                        }))
            ]
        }
    }
}
