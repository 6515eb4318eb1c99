import CRRTDomain
import CRRTProtocol
import CRRTStore
import Varlink

/// Imports a batch of records, completely or not at all. All bad lines are reported, up to `maxIssues`, before anything is written.
enum ImportRoster {
    /// The most taskings in the reply. The journal has all.
    private static let maxServing = 100

    static func run(_ parameters: consuming Roster.Import.Parameters, _ command: Command) throws -> Roster.Import.Reply {
        var batch = ImportPlan(command, isDryRun: parameters.dryRun == true)
        let count = parameters.records.count
        for (index, record) in parameters.records.enumerated() where !batch.hasTooManyIssues { batch.take(record, line: index + 1) }
        // The wire records of a large batch need more memory than everything made from them. They are freed at once, not one by one, so
        // that long-lived memory is not allocated in the gaps.
        parameters.records = []
        batch.checkTeams()
        if let nation = parameters.replaceNation { try batch.withdrawOthers(of: nation) }
        guard batch.issues.isEmpty else { throw rejection(batch, of: count) }
        if batch.isDryRun {
            let serving = try command.transaction.undoing { try apply(batch, command) }
            return .init(summary: batch.summary, changes: batch.differences, marking: batch.marking, serving: serving)
        }
        let serving = try apply(batch, command)
        let seq = try batch.counts.append(command)
        return .init(summary: batch.summary, seq: seq, marking: batch.marking, serving: serving)
    }

    private static func rejection(_ batch: ImportPlan, of count: Int) -> Roster.ImportRejected {
        let issues = batch.issues.sorted { $0.line < $1.line }
        let (number, lines) = (issues.count, counted(count, "line", "lines"))
        guard batch.hasTooManyIssues else {
            return .init(issues: issues, message: "\(number) of \(lines) cannot be taken; nothing was changed")
        }
        return .init(
            issues: issues, message: "the first \(number) complaints about \(lines); the others were not looked at; nothing was changed")
    }

    /// - Returns: the visible ordered taskings to which rules object after these changes; nil where there are none.
    private static func apply(_ batch: ImportPlan, _ command: Command) throws -> [Roster.Serving]? {
        var serving: [Roster.Serving] = []
        var served = ServedTaskings(command, areSeen: batch.isDryRun)
        for change in batch.changes { serving += try change(command, &served).serving.prefix(maxServing - serving.count) }
        return serving.isEmpty ? nil : serving
    }
}

/// The planned changes of an import, and the issues found so far.
private struct ImportPlan {
    /// The number of issues after which no further line is checked, because each may need a search for suggestions.
    private static let maxIssues = 1000

    private let command: Command
    /// Differences are collected for dry runs only.
    let isDryRun: Bool
    private(set) var issues: [Roster.ImportIssue] = []
    private(set) var summary = Roster.ImportSummary(created: 0, updated: 0, unchanged: 0, withdrawn: 0)
    /// In the order of the lines. A dry run has only changes that could affect a visible tasking.
    private(set) var changes: [(Command, inout ServedTaskings) throws -> (seq: Int, serving: [Roster.Serving])] = []
    private(set) var differences: [Roster.ImportIssue] = []
    private(set) var counts = ImportCounts()
    private var named: [String: Int] = [:]
    /// Whether the remaining lines are skipped.
    var hasTooManyIssues: Bool { issues.count >= Self.maxIssues }
    private var teams: [(team: Team, line: Int)] = []
    private var highest = Classification.unclassified
    private var seen: ServedTaskings

    init(_ command: Command, isDryRun: Bool) {
        self.command = command
        self.isDryRun = isDryRun
        seen = ServedTaskings(command, areSeen: true)
    }

    mutating func take(_ record: Roster.Record, line: Int) {
        if let fault = InputTextCheck.fault(in: record) {
            let id = record.expert?.id ?? record.team?.id ?? record.effect?.id
            return issues.append(.init(line: line, id: id.map(shortened), field: fault.field, reason: fault.reason))
        }
        switch (record.expert, record.team, record.effect) {
        case (let wire?, nil, nil):
            take(Expert.self, wire.id, wire.nation, line) { existing, now throws(InvalidField) in
                try Expert(offered: wire, existing: existing, now: now)
            }
        case (nil, let wire?, nil):
            take(Team.self, wire.id, wire.nation, line) { existing, now throws(InvalidField) in try Team(wire, existing: existing, now: now)
            }
        case (nil, nil, let wire?):
            take(Effect.self, wire.id, wire.nation, line) { existing, now throws(InvalidField) in
                try Effect(wire, existing: existing, now: now)
            }
        default:
            issues.append(.init(line: line, reason: "must hold exactly one of expert, team and effect"))
        }
    }

    private mutating func take<Record: OfferedRecord>(
        _: Record.Type, _ id: String, _ nation: String, _ line: Int,
        _ read: (_ existing: Record?, _ now: Instant) throws(InvalidField) -> Record
    ) {
        do {
            let record = try checked(id, line, read)
            if let record { try plan(record.new, over: record.existing, line) }
        } catch let error as InvalidField {
            issues.append(.init(line: line, id: shortened(id), field: error.field, reason: error.reason))
        } catch {
            issues.append(.init(line: line, id: shortened(id), reason: "\(error)"))
        }
    }

    private mutating func checked<Record: OfferedRecord>(
        _ id: String, _ line: Int, _ read: (Record?, Instant) throws(InvalidField) -> Record
    ) throws -> (new: Record, existing: Record?)? {
        let key = try? Record.ID(id)
        if let key, !command.caller.speaks(for: key.nation) {
            throw InvalidField("nation", "\(key.nation) is not yours; you speak for \(command.caller.nation?.description ?? "no nation")")
        }
        let existing = try key.flatMap { try RosterRules.present(Record.self, $0, command) }
        var record = try read(existing, command.now)
        // All unknown codes are reported, because each of them prevents the import.
        issues += record.faults(command.site.catalogue).map { .init(line: line, id: shortened(id), field: $0.field, reason: $0.reason) }
        try RosterRules.checkOffer(record, command)
        if let earlier = named.updateValue(line, forKey: Record.kind + id) {
            throw InvalidField("id", "stands in line \(earlier) already")
        }
        // A line that states nothing new neither changes nor confirms the offer.
        if let existing, let same = try? read(existing, existing.offer.confirmedAt), same.isSame(as: existing) {
            summary.unchanged += 1
            return nil
        }
        record.revision = (existing?.revision ?? 0) + 1
        return (record, existing)
    }

    private mutating func plan<Record: OfferedRecord>(_ record: Record, over existing: Record?, _ line: Int) throws {
        if existing == nil { summary.created += 1 } else { summary.updated += 1 }
        let outcome = existing == nil ? ImportCounts.Outcome.created : .updated
        counts.add(record, outcome)
        if isDryRun { differences += RecordDifference.lines(from: existing, to: record, line: line) }
        if let team = record as? Team { teams.append((team, line)) }
        // Differences reveal the old record, too.
        for effect in [existing as? Effect, record as? Effect] { highest = max(highest, effect?.classification ?? highest) }
        let hasPartner = [existing as? Expert, record as? Expert].contains { $0?.partner != nil }
        try add(record.id) { [isDryRun] command, served in
            let done = try command.change(record, Record.putEvent, detail: outcome.detail, &served)
            guard !isDryRun, let expert = record as? Expert else { return done }
            if expert.name != nil { try command.transaction.setName(expert.name, of: expert.id) }
            if hasPartner { try command.transaction.setPartner(expert.partner, of: expert.id) }
            return done
        }
    }

    /// A dry run makes, and then undoes, only changes that could affect a visible tasking.
    private mutating func add(
        _ id: some NationalIdentifier, _ change: @escaping (Command, inout ServedTaskings) throws -> (seq: Int, serving: [Roster.Serving])
    ) throws {
        if isDryRun, try seen.ids(by: id).isEmpty { return }
        changes.append(change)
    }

    /// The marking of the reply. Differences reveal the records, so they are released to the offering nation only.
    var marking: Roster.Marking? {
        Roster.Marking.Classification(rawValue: highest.rawValue).map {
            .init(classification: $0, releasableTo: command.caller.nation.map { [$0.description] }, exercise: false)
        }
    }

    /// Checks the members of teams. Call it after all lines, because a team may name experts of the same batch.
    mutating func checkTeams() {
        var known = Set(
            named.keys.filter { $0.hasPrefix(Expert.kind) }.compactMap { try? ExpertID(String($0.dropFirst(Expert.kind.count))) })
        for (team, line) in teams where !hasTooManyIssues {
            do {
                let faults = try RosterRules.memberFaults(team, command, known: &known)
                issues += faults.map { .init(line: line, id: team.id.text, field: $0.field, reason: $0.reason) }
            } catch {
                issues.append(.init(line: line, id: team.id.text, reason: "\(error)"))
            }
        }
    }

    /// Withdraws the nation's offers that the batch does not name.
    mutating func withdrawOthers(of text: String) throws {
        let nation: NationCode
        do { nation = try NationCode(text) } catch { throw Refusal.invalid(error.within("replaceNation")) }
        guard command.caller.speaks(for: nation) else { throw Refusal.permission(of: [nation]) }
        let rows = command.rows
        try withdraw { try rows.experts(nation: nation, after: $0, limit: 500) }
        try withdraw { try rows.teams(nation: nation, after: $0, limit: 500) }
        try withdraw { try rows.effects(nation: nation, after: $0, limit: 500) }
    }

    private mutating func withdraw<Record: OfferedRecord>(_ page: (Record.ID?) throws -> [Record]) throws {
        var last: Record.ID?
        while true {
            let records = try page(last)
            guard let end = records.last else { return }
            for record in records where named[Record.kind + record.id.text] == nil && record.offer.state != .withdrawn {
                guard try command.sees(record.change) else { continue }
                summary.withdrawn += 1
                differences.append(.init(line: 0, id: record.id.text, field: "offer.state", reason: "withdrawn: no line names it"))
                highest = max(highest, (record as? Effect)?.classification ?? highest)
                var withdrawn = record
                withdrawn.offer.state = .withdrawn
                withdrawn.revision += 1
                counts.add(withdrawn, .withdrawn)
                let detail = ImportCounts.Outcome.withdrawn.detail.merging(["event": "withdraw"]) { $1 }
                try add(record.id) { [withdrawn] command, served in
                    try command.change(withdrawn, Record.offerEvent, detail: detail, &served)
                }
            }
            last = end.id
        }
    }
}

extension OfferedRecord {
    /// Whether both differ in their revision only. They are compared by bytes, too, because Swift's `==` ignores how an accented letter is
    /// composed.
    fileprivate func isSame(as other: Self) -> Bool {
        var copy = self
        copy.revision = other.revision
        return copy == other && copy.change.jsonBytes() == other.change.jsonBytes()
    }
}
