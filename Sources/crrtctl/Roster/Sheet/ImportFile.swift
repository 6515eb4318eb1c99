import CRRTDomain
import CRRTProtocol
import Varlink

/// A roster read from a file. In JSON Lines, each line is one `Roster.Record`, and blank lines are allowed.
/// `SheetFile.swift` reads CSV.
typealias ImportFile = ImportLines<SheetColumn>

extension ImportFile {
    /// Reads all lines, or only those of one nation. Codes and words may be written in any letter case (``RecordSpelling``). A line whose
    /// nation cannot be told is complained about, whether one nation's are read or all.
    init(_ bytes: [UInt8], nation: String?, now: Instant) {
        self.init()
        isSheet = false
        var number = 0
        for line in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            number += 1
            guard !line.allSatisfy(ImportFile.isBlank) else { continue }
            read(line, number, nation, now)
        }
    }

    private mutating func read(_ line: ArraySlice<UInt8>, _ number: Int, _ nation: String?, _ now: Instant) {
        if let record = try? Roster.Record(json: line, checkingLimits: true), ImportFile.check(record, now) == nil {
            if nation == nil || record.identity?.nation == nation { entries.append(Entry(line: number, record: record)) }
            return
        }
        // Most lines are as the contract has them, so that only the others are rewritten.
        let line = (try? JSONObject(json: line)).map { RecordSpelling.corrected($0).jsonBytes()[...] } ?? line
        do throws(JSONError) {
            let record = try Roster.Record(json: line, checkingLimits: true)
            if let nation, let own = record.identity?.nation, own != nation { return }
            if let issue = ImportFile.check(record, now) {
                issues.append(.init(line: number, id: record.identity?.id, field: issue.field, reason: issue.reason))
            } else {
                entries.append(Entry(line: number, record: record))
            }
        } catch {
            let (id, own) = ImportFile.identity(line)
            if let nation, let own, own != nation { return }
            issues.append(.init(line: number, id: id, field: ImportFile.withinRecord(error.path), reason: error.reason))
        }
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0D }

    /// The id and nation of a line that is no valid record, as far as they can be read.
    private static func identity(_ line: ArraySlice<UInt8>) -> (id: String?, nation: String?) {
        guard let object = try? JSONObject(json: line) else { return (nil, nil) }
        let inner = ["expert", "team", "effect"].compactMap { object[$0]?.objectValue }.first ?? object
        return (inner["id"]?.stringValue, inner["nation"]?.stringValue)
    }
}

// MARK: - What a record must be

extension ImportFile {
    /// The domain's first issue with a record. The daemon would find it too, but only after all lines of the file can be read.
    static func check(_ record: Roster.Record, _ now: Instant) -> (field: String?, reason: String)? {
        do throws(InvalidField) {
            switch (record.expert, record.team, record.effect) {
            case (let expert?, nil, nil): _ = try Expert(expert, existing: nil, now: now)
            case (nil, let team?, nil): _ = try Team(team, existing: nil, now: now)
            case (nil, nil, let effect?): _ = try Effect(effect, existing: nil, now: now)
            case (nil, nil, nil): return (nil, "holds no record; write {\"expert\":{…}}, {\"team\":{…}} or {\"effect\":{…}}")
            default: return (nil, "holds more than one record; write one a line")
            }
            return nil
        } catch {
            return (error.field, error.reason)
        }
    }

    /// The first limit of the contract that a record exceeds; nil for none. The daemon would refuse the call without naming the line.
    static func beyondLimit(_ record: Roster.Record) -> (field: String?, reason: String)? {
        do throws(JSONError) {
            _ = try Roster.Record(json: record.jsonBytes(), checkingLimits: true)
            return nil
        } catch {
            return (withinRecord(error.path), error.reason)
        }
    }

    /// A path as the daemon names it, relative to the record: `noticeHours` for `expert.noticeHours`. nil for the whole line.
    private static func withinRecord(_ path: String) -> String? {
        let inner = ["expert.", "team.", "effect."].first(where: path.hasPrefix).map { String(path.dropFirst($0.count)) } ?? path
        return inner.isEmpty ? nil : inner
    }
}

extension Roster.Record {
    var identity: (id: String, nation: String)? {
        if let expert { return (expert.id, expert.nation) }
        if let team { return (team.id, team.nation) }
        return effect.map { ($0.id, $0.nation) }
    }
}

// MARK: - What the daemon says

extension ImportFile {
    /// The caller's nation, if lines were refused because they are another nation's.
    var callersNation: String? {
        let words = " is not yours; you speak for "
        let refused = issues.lazy.compactMap { issue in issue.reason.firstRange(of: words).map { String(issue.reason[$0.upperBound...]) } }
        return refused.first.flatMap { (try? NationCode($0)) == nil ? nil : $0 }
    }

    /// Changes every issue.
    mutating func amend(_ change: (inout Roster.ImportIssue) -> Void) {
        for index in issues.indices { change(&issues[index]) }
    }
}
