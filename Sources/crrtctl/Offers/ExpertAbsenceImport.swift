import ArgumentParser
import CRRTDomain
import CRRTProtocol

struct ImportedAbsences: AbsenceChange {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Adds the absences in a calendar file, as personal calendars export it.",
        discussion: """
            iCalendar (RFC 5545): each event that takes time, with what repeats up to its
            end, is an absence. Whole days are days in UTC. Events that are transparent or
            cancelled are passed over. Only the times are sent: no title, no place. Zones
            are those of the file, or of this machine by name. A line that is not
            understood is named, and then nothing is written. What is added and removed is
            shown first.
            """,
        examples: [
            "expert absence import EST-0042 leave.ics",
            "expert absence import EST-0042 calendar.ics --only leave --until +52w",
            "expert absence import EST-0042 leave.ics --replace --dry-run",
        ])

    @Argument(help: "Such as EST-0042.", completion: .experts, transform: ArgumentTransform.id)
    var id: String

    @Argument(help: "The file; - is standard input.", completion: .file())
    var file: String

    @Option(help: ArgumentHelp("Only events with this in their title.", valueName: "text"))
    var only: String?

    @OptionGroup var range: TimeRange

    @Option(help: ArgumentHelp("What times without a zone are of, such as Europe/Tallinn.", valueName: "zone"))
    var zone: String?

    @Flag(help: "Also remove absences of that time which the file does not have; without --from, of the future.")
    var replace = false

    @OptionGroup var confirmation: ConfirmationOption

    func change(_ absences: inout [Roster.Period], _ context: CommandContext) throws(Failure) -> String? {
        let from = range.from.flatMap { try? Instant($0) } ?? context.now
        let until = try range.end(context.now).flatMap { try? Instant($0) }
        let present = Period.normalized(absences.compactMap(Period.init))
        let read = try read(from: from, until: until)
        let kept = replace ? present.flatMap { $0.outside(from, until) } : present
        let wanted = Period.normalized(kept + read.periods)
        guard wanted.count <= ImportedAbsences.mostAbsences else {
            throw Failure(
                .failed, "\(id) would have \(wanted.count) absences, and at most \(ImportedAbsences.mostAbsences) are taken",
                next: "the same with --until or --only, which narrow them")
        }
        let difference = AbsenceDifference(from: present, to: wanted)
        let times = counted(read.periods.count, "absence", "absences")
        context.screen.notice("\(file): \(times); \(read.free) free or cancelled, \(read.others) of another time or title passed over")
        guard !difference.isEmpty else { return nil }
        if !context.wantsJSON {
            context.screen.page(difference.lines(context.times).map { .line($0) }, marking: context.screen.banner())
        }
        try Confirmation(act: "Change the absences of \(id)", consequence: difference.words).ask(yes: confirmation.yes, context)
        absences = wanted.map { .init(start: $0.start.description, end: $0.end.description) }
        return difference.words
    }

    private func read(from: Instant, until: Instant?) throws(Failure) -> CalendarAbsences {
        let input = try InputFile(file, for: .calendar)
        var floating: MachineZone?
        if let zone {
            floating = MachineZone(zone)
            guard floating != nil else {
                throw .usage("--zone: this machine has no time zone \(quoted(zone)); write it as Europe/Tallinn")
            }
        }
        let wanted = CalendarAbsences.Wanted(from: from, until: until, words: only, floating: floating)
        let read: CalendarAbsences
        do throws(CalendarFault) { read = try CalendarAbsences(input.bytes, wanted) } catch {
            throw ImportedAbsences.failure([error], input.name)
        }
        guard read.faults.isEmpty else { throw ImportedAbsences.failure(read.faults, input.name) }
        return read
    }

    /// The most absences of an expert, as the contract states it.
    private static let mostAbsences = 1000
    /// The most lines that are named.
    private static let mostFaults = 20

    private static func failure(_ faults: [CalendarFault], _ name: String) -> Failure {
        let lines = faults.sorted { $0.line < $1.line }.prefix(mostFaults).map { "line \($0.line): \($0.reason)" }
        let rest = faults.count > mostFaults ? ["and \(faults.count - mostFaults) more"] : []
        return Failure(.failed, "\(name) is not understood; nothing was changed", details: lines + rest)
    }
}

extension Period {
    /// nil for a period of the wire that is none.
    fileprivate init?(_ period: Roster.Period) {
        guard let start = try? Instant(period.start), let end = try? Instant(period.end),
            let period = try? Period(start: start, end: end)
        else { return nil }
        self = period
    }
}
