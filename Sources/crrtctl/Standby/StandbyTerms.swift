import ArgumentParser
import CRRTDomain
import CRRTProtocol
import Varlink

/// The options that state a standby period.
struct StandbyTerms: ParsableArguments {
    @Option(help: ArgumentHelp("Its id: the nation, a dash, a handle of your own.", valueName: "id"), transform: ArgumentTransform.id)
    var id: String?

    @Option(
        help: ArgumentHelp("The team that stands by.", valueName: "team"), completion: .teams, transform: ArgumentTransform.id)
    var team: String?

    @Option(
        help: ArgumentHelp("The experts who stand by, in place of a team.", valueName: "id,id"), transform: ArgumentTransform.names)
    var experts: [String]?

    @Option(
        parsing: .unconditional, help: ArgumentHelp("When they begin to stand by.", valueName: "time"), transform: ArgumentTransform.time)
    var start: String?

    @Option(
        parsing: .unconditional, help: ArgumentHelp("Until when; +7d is 7 days after the start.", valueName: "time"),
        transform: ArgumentTransform.timeAfterStart)
    var end: String?

    @Option(help: "Who is asked first.")
    var tier: Standby.Period.Tier?

    @Option(
        help: ArgumentHelp("Their notice then, from the order to the departure.", valueName: "hours"), transform: ArgumentTransform.hours)
    var notice: Int?

    @Option(help: ArgumentHelp("Who leads then; your own nation if not given.", valueName: "nation"), transform: ArgumentTransform.nation)
    var lead: String?

    /// Whether any of them is given.
    var areGiven: Bool {
        id != nil || team != nil || experts != nil || start != nil || end != nil || tier != nil || notice != nil || lead != nil
    }

    /// The fields that a period needs and that are not given, each as its option.
    var missing: [String] {
        [
            id == nil ? "--id" : nil, team == nil && experts == nil ? "--team or --experts" : nil, start == nil ? "--start" : nil,
            end == nil ? "--end" : nil, tier == nil ? "--tier" : nil, notice == nil ? "--notice" : nil,
        ].compactMap { $0 }
    }

    /// The period; nil where a field is missing.
    func period(_ now: Instant) throws(Failure) -> Standby.Period? {
        guard let id, let start, let end, let tier, let notice else { return nil }
        let until: Instant
        do throws(InvalidField) { until = try TimeInput.instant(end, now: now, after: try Instant(start)) } catch {
            throw .usage("--end: \(error.reason)")
        }
        return Standby.Period(
            id: id, team: team, experts: experts, start: start, end: until.description, tier: tier, noticeHours: notice, leadNation: lead)
    }
}

/// A file that holds one standby period: YAML where its name says so, else JSON as `standby show --json` prints it.
enum StandbyFile {
    private static let required = [
        RequiredField(name: "id", what: "The nation, a dash, a handle of your own, such as \"EST-STB-2027-03\""),
        RequiredField(name: "start", what: "When they begin to stand by, such as \"monday 06:00Z\""),
        RequiredField(name: "end", what: "Until when, such as \"+7d\", which counts from the start"),
        RequiredField(name: "tier", what: "first or second"),
        RequiredField(name: "noticeHours", what: "Hours from the order to the departure, such as 2"),
    ]

    static func read(_ path: String, now: Instant) throws(Failure) -> Standby.Period {
        let small = path.lowercased()
        let rewritten = { (record: JSONObject) throws(InvalidField) in try resolved(record, now: now) }
        guard small.hasSuffix(".yaml") || small.hasSuffix(".yml") else {
            return try InputFile(path).decode("period", as: Standby.Period.self, required: required, rewritten: rewritten)
        }
        return try YAMLRecord(path).decode("period", as: Standby.Period.self, required: required, rewritten: rewritten)
    }

    /// The record with its times as the contract has them; `+7d` counts from now, for the end from the start.
    static func resolved(_ record: JSONObject, now: Instant) throws(InvalidField) -> JSONObject {
        var record = record
        for field in ["start", "end"] {
            guard let text = record[field]?.stringValue else { continue }
            let start = field == "end" ? record["start"]?.stringValue.flatMap { try? Instant($0) } : nil
            do throws(InvalidField) { record[field] = .string(try TimeInput.text(text, now: now, after: start)) } catch {
                throw InvalidField(field, error.reason)
            }
        }
        return record
    }
}
