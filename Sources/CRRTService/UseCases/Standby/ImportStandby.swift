import CRRTDomain
import CRRTProtocol
import CRRTStore
import Varlink

/// States many standby periods, completely or not at all. Every line that cannot be taken is named.
enum ImportStandby {
    /// The most changes that a reply names.
    private static let mostChanges = 1000

    static func run(_ parameters: Standby.Import.Parameters, _ command: Command) throws -> Standby.Import.Reply {
        if parameters.dryRun == true { return try command.transaction.undoing { try apply(parameters.periods, command, isDryRun: true) } }
        return try apply(parameters.periods, command, isDryRun: false)
    }

    private static func apply(
        _ periods: [Standby.Period], _ command: Command, isDryRun: Bool
    ) throws -> Standby.Import.Reply {
        var issues: [Standby.ImportIssue] = []
        var lines: [String: Int] = [:]
        var plans: [(line: Int, plan: StandbyPlan)] = []
        let known = KnownExperts()
        for (index, wire) in periods.enumerated() {
            issues.take(wire, line: index + 1) {
                if let earlier = lines.updateValue(index + 1, forKey: wire.id) {
                    throw InvalidField("id", "stands in line \(earlier) already")
                }
                plans.append((index + 1, try StandbyPlan(wire, known, command)))
            }
        }
        let changed = plans.filter { !$0.plan.changesNothing }
        let created = changed.count { $0.plan.existing == nil }
        let more = changed.filter { $0.plan.isOneMore }
        if let last = more.last {
            issues.take(periods[last.line - 1], line: last.line) { try last.plan.checkNumber(adding: more.count) }
        }
        var seq: Int?
        // Also where a line cannot be taken, so that overlaps are named with everything else; it is undone then.
        for (_, plan) in changed { seq = try plan.append() }
        for (line, plan) in changed { issues.take(periods[line - 1], line: line) { try plan.checkOverlap() } }
        guard issues.isEmpty else {
            let lines = counted(periods.count, "line", "lines")
            throw Standby.ImportRejected(
                issues: issues, message: "\(issues.count) of \(lines) cannot be taken; nothing was changed")
        }
        let changes = changed.flatMap { line, plan in
            plan.differences.map { Standby.ImportIssue(line: line, id: plan.standby.id.text, field: $0.field, reason: $0.reason) }
        }
        let clashes = try StandbyClashes(command).wire(of: plans.map(\.plan.standby))
        return .init(
            summary: .init(created: created, updated: changed.count - created, unchanged: plans.count - changed.count),
            seq: isDryRun ? nil : seq, changes: changes.isEmpty ? nil : Array(changes.prefix(mostChanges)),
            clashes: clashes.isEmpty ? nil : clashes)
    }
}

extension [Standby.ImportIssue] {
    /// Runs a step for a line, and keeps what is wrong with it.
    fileprivate mutating func take(_ wire: Standby.Period, line: Int, _ step: () throws -> Void) {
        do {
            try step()
        } catch let error as InvalidField {
            append(.init(line: line, id: shortened(wire.id), field: error.field, reason: error.reason))
        } catch is VarlinkService.PermissionDenied {
            append(.init(line: line, id: shortened(wire.id), field: "id", reason: "begins with another nation than yours"))
        } catch {
            append(.init(line: line, id: shortened(wire.id), reason: "\(error)"))
        }
    }
}
