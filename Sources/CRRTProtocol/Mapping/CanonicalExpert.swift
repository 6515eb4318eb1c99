public import CRRTDomain

extension ExpertTraits {
    /// Reads an expert's record in the canonical form, which this program writes: the contract's members in their order, lists sorted, no
    /// white space, no escapes, no name.
    ///
    /// nil for every other form, valid or not; `Roster.Expert` reads all forms. Loading a roster reads a hundred thousand records, and this
    /// reader takes a fraction of the time. A test compares the two.
    public init?(canonical json: UnsafeRawBufferPointer) {
        guard let start = json.baseAddress else { return nil }
        var scanner = CanonicalScanner(at: start.assumingMemoryBound(to: UInt8.self), count: json.count)
        guard let traits = scanner.expert(), scanner.isAtEnd else { return nil }
        self = traits
    }
}

extension CanonicalScanner {
    fileprivate mutating func expert() -> ExpertTraits? {
        guard take("{\"id\":"), let id = value(ExpertID.init), take(",\"nation\":"), let nation = value(NationCode.init),
            id.nation == nation,
            let clearance = optional(",\"clearance\":", { $0.clearance() }),
            let accesses = list(",\"accesses\":", { $0.value(Access.init) }),
            take(",\"skills\":"), let skills = members({ $0.skill() }), isSorted(skills, { $0.code < $1.code }),
            let languages = optional(",\"languages\":", { $0.members { $0.language() } }),
            isSorted(languages ?? [], { $0.code < $1.code }),
            take(",\"noticeHours\":"), let noticeHours = number(), noticeHours <= Expert.mostNoticeHours, take(",\"mode\":"),
            let mode = name(Mode.self),
            optional(",\"location\":", { $0.text() }) != nil,
            let unavailable = optional(",\"unavailable\":", { $0.elements { $0.period() } }),
            isSorted(unavailable ?? [], { $0.end < $1.start }),
            let excludes = list(",\"excludes\":", { $0.value(NationCode.init) }), !excludes.contains(nation),
            // Matching does not look at company; orders do.
            let notWith = list(",\"notWith\":", { $0.value(NationCode.init) }), !notWith.contains(nation),
            let teams = list(",\"teams\":", { $0.value(TeamID.init) }),
            take(",\"offer\":"), let offer = offer(), take(",\"revision\":"), number() != nil,
            let partner = optional(",\"partner\":", { $0.partner() }), take("}")
        else { return nil }
        return ExpertTraits(
            id: id, clearance: clearance, accesses: accesses, skills: skills, languages: languages ?? [], noticeHours: noticeHours,
            mode: mode,
            unavailable: unavailable ?? [], excludes: excludes, teams: teams, offer: offer, partner: partner)
    }

    private mutating func clearance() -> Clearance? {
        guard take("{\"level\":"), let level = name(Classification.self),
            let until = optional(",\"validUntil\":", { $0.value(CalendarDate.init) }), take("}")
        else { return nil }
        return try? Clearance(level: level, validUntil: until)
    }

    private mutating func skill() -> ExpertTraits.Skill? {
        guard let code = value(SkillCode.init), take(":"), let level = number(), let proficiency = try? Proficiency(level) else {
            return nil
        }
        return .init(code, proficiency)
    }

    private mutating func language() -> ExpertTraits.Language? {
        guard let code = value(LanguageCode.init), take(":"), let profile = value(LanguageProfile.init) else { return nil }
        return .init(code, profile)
    }

    private mutating func period() -> Period? {
        guard take("{\"start\":"), let start = instant(), take(",\"end\":"), let end = instant(), take("}") else { return nil }
        return try? Period(start: start, end: end)
    }

    private mutating func offer() -> Offer? {
        guard take("{\"state\":"), let state = name(Offer.State.self), take(",\"validFrom\":"), let from = instant(),
            let until = optional(",\"validUntil\":", { $0.instant() }), take(",\"confirmedAt\":"), let confirmed = instant(), take("}")
        else { return nil }
        return try? Offer(state: state, validFrom: from, validUntil: until, confirmedAt: confirmed)
    }

    /// A company in the form of a row, which does not name it.
    private mutating func partner() -> Partner? {
        guard take("{\"until\":"), let until = value(CalendarDate.init), take("}") else { return nil }
        return try? Partner(name: nil, agreement: nil, until: until)
    }

    /// A sorted list of values; empty where the member is absent.
    private mutating func list<Value: Comparable>(_ member: StaticString, _ read: (inout CanonicalScanner) -> Value?) -> [Value]? {
        guard let values = optional(member, { $0.elements(read) }) else { return nil }
        return isSorted(values ?? [], <) ? values ?? [] : nil
    }

    private func isSorted<Value>(_ values: [Value], _ inOrder: (Value, Value) -> Bool) -> Bool {
        zip(values, values.dropFirst()).allSatisfy(inOrder)
    }
}
