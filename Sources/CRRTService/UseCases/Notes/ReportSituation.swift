import CRRTDomain
import CRRTProtocol
import CRRTStore

/// A team that is ordered or out reports. A nation that sees its own part alone reports about that, and reads its own reports.
enum ReportSituation {
    static func run(_ parameters: Notes.Report.Parameters, _ command: Command) throws -> Notes.Report.Reply {
        let (tasking, _) = try command.tasking(parameters.tasking)
        let view = try command.view(of: tasking)
        let nation = try writer(view, command)
        guard view.elements.contains(where: \.wasOrdered) else {
            throw Refusal.illegal(tasking.id, state: view.state.rawValue, event: "report", "its people are not ordered yet")
        }
        let report = try facts(parameters, command)
        let texts: Note.Texts
        do throws(InvalidField) { texts = try Note.Texts(parameters.summary, field: "summary", needs: parameters.needs) } catch {
            throw Refusal.invalid(error)
        }
        let (id, seq) = try command.addNote(.tasking(tasking.id), .all, from: nation, texts, report: report)
        return .init(id: id, subject: tasking.id.description, seq: seq)
    }

    /// - Returns: The nation for which the caller reports; nil for the duty desk.
    private static func writer(_ view: Tasking, _ command: Command) throws -> NationCode? {
        let caller = command.caller
        if caller.roles.contains(.duty) { return nil }
        let host = view.request.nation
        let isPartner = view.elements.contains { caller.speaks(for: $0.nation) }
        guard caller.speaks(for: host) || isPartner, let nation = caller.nation else {
            throw Refusal.permission(of: [host], or: [.duty])
        }
        return nation
    }

    private static func facts(_ parameters: Notes.Report.Parameters, _ command: Command) throws -> Note.Report {
        let (from, until, nextDue) = try (
            ParameterFields.instant("from", parameters.from), ParameterFields.instant("until", parameters.until),
            ParameterFields.instant("nextDue", parameters.nextDue)
        )
        guard let from, let until else { throw Refusal.invalid("from", "is missing; say which time the report is about") }
        if from > command.now { throw Refusal.invalid("from", "\(from) has not come yet; a report is about what was done") }
        guard until > from else { throw Refusal.invalid("until", "\(until) is not after from, \(from)") }
        if let nextDue, nextDue <= command.now { throw Refusal.invalid("nextDue", "\(nextDue) has passed; say when the next one comes") }
        if let nextDue, nextDue <= from { throw Refusal.invalid("nextDue", "\(nextDue) is not after from, \(from)") }
        return .init(period: try Period(start: from, end: until), hours: parameters.hours, nextDue: nextDue)
    }
}
