import CRRTDomain
import CRRTMatching
import CRRTProtocol
import CRRTStore

/// The offers that go stale, have ended or end soon, record by record.
struct EndingList: RecordList {
    typealias Method = Reports.Expiring
    /// Each turn reads the whole roster.
    static let work = Work.heavy
    static let perTurn = 1000
    let limit: Int?
    let after: String?
    private let parameters: Method.Parameters
    private let hours: Int

    init(_ parameters: Method.Parameters) throws {
        (limit, after) = (parameters.limit, parameters.after)
        self.parameters = parameters
        hours = try ReportInput.hours("within", parameters.within)
        _ = try ParameterFields.instant("at", parameters.at)
        _ = try nationFilter(parameters.nation)
    }

    func read(after: String?, count: Int, _ budget: ReadBudget, _ query: Query) throws -> RecordBatch<Reports.Ending> {
        let last = try after.map(EndingList.ending)
        guard let question = try ReportInput.read(at: parameters.at, nation: parameters.nation, query) else { return RecordBatch() }
        let (at, end) = (question.basis.at, question.basis.at.adding(hours: hours))
        let isWanted = { (instant: Instant) in instant <= end && (parameters.overdue == true || instant > at) }
        let effects = Dictionary(uniqueKeysWithValues: try query.visibleEffects(of: question.scope.nation).map { ($0.id.text, $0) })
        var first = FirstEndings(count + 1, after: last)
        question.index.endings(question.basis, question.scope, into: &first, where: isWanted)
        for effect in effects.values {
            let endings = question.basis.endings(of: effect.offer, authorisedUntil: effect.authorisedUntil)
            for ending in endings where isWanted(ending.at) {
                first.take(RecordEnding(ending, .effect, id: effect.id.text, nation: effect.nation))
            }
        }
        let found = first.finish()
        let page = found.prefix(count)
        let held = EndingList.holders(try query.taskingsCommitting(at: at), question.basis)
        let records = page.map { EndingList.wire($0, effects[$0.id], held["\($0.record.rawValue) \($0.id)"]) }
        return RecordBatch(records: records, next: found.count > count ? page.last.map(EndingList.text) : nil)
    }

    /// An ordered tasking that has a record.
    private struct Holder {
        let tasking: TaskingID
        let isOverdue: Bool
    }

    /// By kind and id of a record, `expert EST-0042`; of several taskings the overdue one, else the earliest.
    private static func holders(_ taskings: [Tasking], _ basis: ReportBasis) -> [String: Holder] {
        var holders: [String: Holder] = [:]
        for tasking in taskings.sorted(by: { ($0.period.start, $0.id) < ($1.period.start, $1.id) }) {
            func take(_ record: String, isOverdue: Bool) {
                guard holders[record] == nil || (isOverdue && holders[record]?.isOverdue == false) else { return }
                holders[record] = Holder(tasking: tasking.id, isOverdue: isOverdue)
            }
            for element in tasking.committed(at: basis.at, now: basis.now) {
                take((element.effect == nil ? "expert " : "effect ") + element.text, isOverdue: element.isOverdue(at: basis.now))
            }
            if let team = tasking.team { take("team \(team)", isOverdue: tasking.isOverdue(at: basis.now)) }
        }
        return holders
    }

    private static func wire(_ ending: RecordEnding, _ effect: Effect?, _ holder: Holder?) -> Reports.Ending {
        let effect = ending.record == .effect ? effect : nil
        return .init(
            kind: .init(rawValue: ending.record.rawValue) ?? .expert, id: ending.id, nation: ending.nation.description,
            ends: .init(rawValue: ending.ending.kind.rawValue) ?? .offer, at: ending.ending.at.description,
            classification: effect.flatMap { .init(rawValue: $0.classification.rawValue) }, releasableTo: effect?.releasableTo,
            tasking: holder?.tasking.description, overdue: holder?.isOverdue == true ? true : nil)
    }

    func cursor(after record: Reports.Ending) -> String? {
        "\(record.at) \(record.id) \(record.kind.rawValue) \(record.ends.rawValue)"
    }
    static func one(_ record: Reports.Ending) -> Method.Reply { .init(ending: record) }
    static func many(_ records: [Reports.Ending], next: String?) -> Method.Reply { .init(endings: records, next: next) }
}

/// The cursor of a page: its last ending, in four words.
extension EndingList {
    private static func text(_ ending: RecordEnding) -> String {
        "\(ending.ending.at) \(ending.id) \(ending.record.rawValue) \(ending.ending.kind.rawValue)"
    }

    private static func ending(_ text: String) throws -> RecordEnding {
        let words = text.split(separator: " ").map(String.init)
        guard words.count == 4, let at = try? Instant(words[0]), let nation = try? NationCode(String(words[1].prefix(3))),
            let record = RecordEnding.Record(rawValue: words[2]), let kind = Ending.Kind(rawValue: words[3])
        else { throw Refusal.invalid("after", "\(quoted(text)) is no place in this list; take it from next of the page before") }
        return RecordEnding(Ending(kind: kind, at: at), record, id: words[1], nation: nation)
    }
}
