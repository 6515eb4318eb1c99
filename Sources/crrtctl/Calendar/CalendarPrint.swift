import ArgumentParser
import CRRTDomain
import CRRTProtocol

struct CalendarPrint: Verb {
    static let configuration = CommandConfiguration(
        commandName: "calendar", abstract: "Deployments, standby, reply deadlines and what ends, as iCalendar.",
        discussion: """
            iCalendar (RFC 5545), as calendar programs import it. What is over or withdrawn
            stands in it as cancelled, so that a program that has it takes it out. Each
            event bears the label of the whole calendar, because it is copied without the
            rest; CLASS:CONFIDENTIAL says that it is the owner's alone. Times are UTC.
            Without --from and --until: from 30 days ago to a year from now.
            """,
        examples: [
            "calendar --nation EST --output est.ics",
            "calendar --team EST-CRRT-1",
            "calendar --from 2027-01 --until 2027-03",
        ])

    @Option(help: ArgumentHelp("Only this nation's.", valueName: "nation"), transform: ArgumentTransform.nation)
    var nation: String?

    @Option(
        help: ArgumentHelp("Only this standing team's, and its members'.", valueName: "team"), completion: .teams,
        transform: ArgumentTransform.id)
    var team: String?

    @OptionGroup var range: TimeRange

    @Option(help: ArgumentHelp("Write it there; - is standard output.", valueName: "file"), completion: .file())
    var output = "-"

    @OptionGroup(title: "Options of every verb")
    var globalOptions: GlobalOptions

    func validate() throws {
        if nation != nil, team != nil { throw ValidationError("--nation and --team are two calendars; leave one of them out.") }
    }

    func perform(_ context: CommandContext) throws {
        if context.wantsJSON { throw Failure.usage("a calendar is iCalendar, not JSON; leave --json out") }
        let data = try context.calendar(of: try scope(context))
        if data.events.isEmpty { try context.check(nation: nation) }
        let document = CalendarDocument(
            name: (["crrtd", nation ?? team]).compactMap { $0 }.joined(separator: " "), marking: data.marking, now: context.now,
            events: data.events)
        if output == "-" { return context.screen.file(document.text) }
        try OutputFile.replace(output, Array(document.text.utf8))
        context.screen.notice("\(output): \(counted(data.events.count, "event", "events")), as iCalendar")
    }

    private func scope(_ context: CommandContext) throws -> CalendarScope {
        let from = range.from.flatMap { try? Instant($0) } ?? context.now.adding(days: -30)
        let until = try range.end(context.now).flatMap { try? Instant($0) } ?? max(from, context.now).adding(days: 366)
        guard from < until else { throw Failure.usage("--until: \(context.times.short(until)) is not after \(context.times.short(from))") }
        let record = try team.map { try context.daemon.call(Roster.GetTeam.self, .init(id: $0)).reply.team }
        return CalendarScope(nation: nation, team: record, from: from, until: until)
    }
}
