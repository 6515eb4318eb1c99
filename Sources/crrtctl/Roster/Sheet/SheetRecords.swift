import CRRTDomain
import CRRTProtocol

// A line of the sheet as a record. Every cell is checked first, then the whole record.
extension SheetRow<SheetColumn> {
    /// The record; nil if there are `faults`.
    mutating func record(_ now: Instant) -> Roster.Record? {
        // Where the kind is wrong, the other cells are still checked, as those of the kind that was probably meant.
        guard let kind = required(.record, choice(.record, RosterKind.self)) ?? likelyKind else { return nil }
        for column in SheetColumn.allCases where isFilled(column) && !SheetColumn.of(kind).contains(column) {
            complain(column, "is nothing that \(kind.one) has; leave it empty")
        }
        let record: Roster.Record? =
            switch kind {
            case .expert: expert().map { .init(expert: $0) }
            case .team: team().map { .init(team: $0) }
            case .effect: effect().map { .init(effect: $0) }
            }
        guard let record else { return nil }
        if let fault = ImportFile.beyondLimit(record) { complain(fault) }
        guard faults.isEmpty else { return nil }
        guard let fault = ImportFile.check(record, now) else { return record }
        complain(fault)
        return nil
    }

    /// The kind whose name is the nearest, or whose own columns are filled; nil where neither tells.
    var likelyKind: RosterKind? {
        if let word = word(.record), let near = SheetRow.suggestion(for: word, among: RosterKind.allCases.map(\.rawValue)) {
            return RosterKind(rawValue: near)
        }
        let kinds = RosterKind.allCases
        return kinds.first { kind in
            let others = kinds.filter { $0 != kind }.flatMap { SheetColumn.of($0) }
            return SheetColumn.of(kind).contains { !others.contains($0) && isFilled($0) }
        }
    }

    /// Adds a fault of a field of the contract, at its column.
    private mutating func complain(_ fault: (field: String?, reason: String)) {
        let match = fault.field.flatMap(SheetColumn.holding)
        let rest = match?.rest ?? ""
        complain(match?.column ?? .record, rest.isEmpty ? fault.reason : "\(rest): \(fault.reason)")
    }

    private mutating func expert() -> Roster.Expert? {
        let (id, nation) = identity { (text) throws(InvalidField) in try ExpertID(text) }
        let skills = required(
            .skills,
            pairs(.skills, example: "GX-SKL-001:3", spelling: { $0.uppercased() }) { (code, level) throws(InvalidField) in
                _ = try SkillCode(code)
                guard let number = Int(level) else {
                    throw InvalidField("", "\(code): \(quoted(level)) is no level; write 1 to 5, such as \(code):3")
                }
                do throws(InvalidField) { return try Proficiency(number).level } catch {
                    throw InvalidField("", "\(code): \(error.reason)")
                }
            })
        let languages = pairs(.languages, example: "eng:3332", spelling: { $0.lowercased() }) { (code, profile) throws(InvalidField) in
            _ = try LanguageCode(code)
            do throws(InvalidField) { return try LanguageProfile(profile).description } catch {
                throw InvalidField("", "\(code): \(error.reason)")
            }
        }
        let clearance = clearance()
        let accesses = list(.accesses) { (text) throws(InvalidField) in try Access(text) }
        let (unavailable, commitments) = (periods(), commitments())
        let (excludes, notWith) = (nations(.excludes), nations(.notWith))
        let teams = list(.teams) { (text) throws(InvalidField) in try TeamID(text) }
        let hours = required(.noticeHours, hours(.noticeHours))
        let mode = required(.mode, choice(.mode, Roster.Expert.Mode.self))
        let partner = partner()
        let (offer, revision) = (offer(), number(.revision))
        guard let id, let nation, let skills, let hours, let mode else { return nil }
        return Roster.Expert(
            id: id, nation: nation, name: text(.name), clearance: clearance, accesses: accesses, skills: skills, languages: languages,
            noticeHours: hours, mode: mode, location: text(.location), unavailable: unavailable,
            externalCommitments: commitments, excludes: excludes, notWith: notWith,
            teams: teams, offer: offer, revision: revision, partner: partner)
    }

    private mutating func team() -> Roster.Team? {
        let (id, nation) = identity { (text) throws(InvalidField) in try TeamID(text) }
        let name = required(.name, text(.name))
        let expert = { (text: String) throws(InvalidField) in try ExpertID(text) }
        let members = required(.members, list(.members, expert))
        let lead = code(.lead, expert)
        let hours = required(.noticeHours, hours(.noticeHours))
        let (strength, kilograms, days) = (number(.minimumStrength), number(.transportKg), number(.selfSufficientDays))
        let travel = pairs(.travelLeadHours, example: "TUR:48", spelling: { $0.uppercased() }) { (code, hours) throws(InvalidField) in
            _ = try NationCode(code)
            do throws(InvalidField) { return try SheetNumber.hours(hours) } catch { throw InvalidField("", "\(code): \(error.reason)") }
        }
        let (excludes, notWith) = (nations(.excludes), nations(.notWith))
        let (offer, revision) = (offer(), number(.revision))
        guard let id, let nation, let name, let members, let hours else { return nil }
        return Roster.Team(
            id: id, name: name, nation: nation, members: members, lead: lead, noticeHours: hours, minimumStrength: strength,
            excludes: excludes, notWith: notWith, offer: offer, revision: revision, kit: text(.kit), transportKg: kilograms,
            selfSufficientDays: days, travelLeadHours: travel)
    }

    private mutating func effect() -> Roster.Effect? {
        let (id, nation) = identity { (text) throws(InvalidField) in try EffectID(text) }
        let title = required(.title, text(.title))
        let category = required(.category, choice(.category, Roster.Effect.Category.self))
        let kind = required(.kind, word(.kind))
        let hours = required(.leadHours, hours(.leadHours))
        let classification = required(.classification, choice(.classification, Roster.Classification.self))
        let releasableTo = required(.releasableTo, word(.releasableTo).map(SheetCell.items))
        let authorisedUntil = instant(.authorisedUntil, word(.authorisedUntil))
        let (offer, revision) = (offer(), number(.revision))
        guard let id, let nation, let title, let category, let kind, let hours, let classification, let releasableTo else { return nil }
        return Roster.Effect(
            id: id, nation: nation, title: title, category: category, kind: kind, leadHours: hours, conditions: text(.conditions),
            classification: classification, releasableTo: releasableTo, offer: offer, revision: revision, legalReview: text(.legalReview),
            authorisedUntil: authorisedUntil)
    }
}

// MARK: - Fields of several kinds

extension SheetRow<SheetColumn> {
    private mutating func identity<ID>(_ read: (String) throws(InvalidField) -> ID) -> (id: String?, nation: String?) {
        let id = required(.id, code(.id, read))
        return (id, required(.nation, code(.nation) { (text) throws(InvalidField) in try NationCode(text) }))
    }

    private mutating func nations(_ column: SheetColumn) -> [String]? {
        list(column) { (text) throws(InvalidField) in try NationCode(text) }
    }

    private mutating func clearance() -> Roster.Clearance? {
        let (level, until) = (choice(.clearanceLevel, Roster.Classification.self), date(.clearanceUntil))
        if let level { return Roster.Clearance(level: level, validUntil: until) }
        if until != nil { _ = required(.clearanceLevel, level) }
        return nil
    }

    private mutating func partner() -> Roster.Partner? {
        let (name, agreement, until) = (text(.partnerName), text(.partnerAgreement), date(.partnerUntil))
        if let until { return Roster.Partner(name: name, agreement: agreement, until: until) }
        if name != nil || agreement != nil { _ = required(.partnerUntil, until) }
        return nil
    }

    /// `2027-07-03T00:00:00Z/2027-07-09T00:00:00Z` (ISO 8601-1, 5.5.2.2); several with semicolons.
    private mutating func periods() -> [Roster.Period]? {
        guard let cell = word(.unavailable) else { return nil }
        let periods = SheetCell.items(cell).compactMap { period(.unavailable, $0) }
        return periods.isEmpty ? nil : periods
    }

    private mutating func period(_ column: SheetColumn, _ item: String) -> Roster.Period? {
        let ends = item.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).map {
            SheetCell.trimmed(Substring($0))
        }
        guard ends.count == 2 else {
            complain(column, "\(quoted(item)) is no period; write 2027-07-03T00:00:00Z/2027-07-09T00:00:00Z")
            return nil
        }
        for end in ends { _ = instant(column, end) }
        return Roster.Period(start: ends[0], end: ends[1])
    }

    /// A period, to whom, and a note: `2027-08-01T00:00:00Z/2027-09-01T00:00:00Z euReserve roster of August`; several with semicolons.
    private mutating func commitments() -> [Roster.ExternalCommitment]? {
        guard let cell = word(.externalCommitments) else { return nil }
        let commitments = SheetCell.items(cell).compactMap { item -> Roster.ExternalCommitment? in
            let words = item.split(separator: " ", maxSplits: 2)
            guard let period = period(.externalCommitments, words.first.map(String.init) ?? "") else { return nil }
            guard words.count > 1, let holder = Roster.ExternalCommitment.To(rawValue: String(words[1])) else {
                let holders = Roster.ExternalCommitment.To.allCases.map(\.rawValue).joined(separator: ", ")
                complain(.externalCommitments, "\(quoted(item)) does not say to whom after the period: \(holders)")
                return nil
            }
            return .init(start: period.start, end: period.end, to: holder, note: words.count > 2 ? String(words[2]) : nil)
        }
        return commitments.isEmpty ? nil : commitments
    }

    private mutating func offer() -> Roster.Offer? {
        let state = choice(.offerState, Roster.Offer.State.self)
        let from = instant(.offerFrom, word(.offerFrom))
        let until = instant(.offerUntil, word(.offerUntil))
        let confirmed = instant(.confirmedAt, word(.confirmedAt))
        if let state { return Roster.Offer(state: state, validFrom: from, validUntil: until, confirmedAt: confirmed) }
        if from != nil || until != nil || confirmed != nil { _ = required(.offerState, state) }
        return nil
    }

    private mutating func instant(_ column: SheetColumn, _ text: String?) -> String? {
        checked(column, text) { (text) throws(InvalidField) in try Instant(text) }
    }
}
