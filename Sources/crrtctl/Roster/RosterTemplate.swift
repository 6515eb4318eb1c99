import ArgumentParser
import CRRTDomain
import CRRTProtocol

struct RosterTemplate: Verb {
    static let configuration = CommandConfiguration(
        commandName: "template", abstract: "A sheet to fill in, with examples.",
        discussion: """
            CSV for a spreadsheet: the columns and two lines as they should be. Save it
            to a file, write your own lines in place of the examples, and give it to
            'roster import'. Where several stand in one cell, a semicolon is between
            them: PD-WRL-003:4; GX-SKL-001:3
            """,
        examples: ["roster template expert"])

    @Argument(help: "What is offered: expert, team or effect.")
    var kind = RosterKind.expert

    @Option(help: ArgumentHelp("Whose examples; your own nation if not given.", valueName: "nation"), transform: ArgumentTransform.nation)
    var nation: String?

    @OptionGroup(title: "Options of every verb")
    var globalOptions: GlobalOptions

    func perform(_ context: CommandContext) throws {
        // A template needs no daemon. Without one, the examples are Estonia's.
        let nation = nation ?? (try? context.daemon.call(Service.WhoAmI.self, .init(), again: false).reply.nation) ?? "EST"
        let columns = SheetColumn.of(kind).filter { ![.offerFrom, .confirmedAt, .revision].contains($0) }
        let lines = SheetExamples(nation: nation, now: context.now).records(kind).map { SheetText.line($0, columns) }
        context.screen.file(SheetText.header(columns) + lines.joined())
    }
}

/// Example lines that can be imported unchanged.
struct SheetExamples {
    let nation: String
    let now: Instant

    func records(_ kind: RosterKind) -> [Roster.Record] {
        switch kind {
        case .expert: experts.map { .init(expert: $0) }
        case .team: [.init(team: team)]
        case .effect: effects.map { .init(effect: $0) }
        }
    }

    private var experts: [Roster.Expert] {
        let cleared = "\(now.date.components.year + 2)-06-30"
        let absent = Roster.Period(
            start: "\(now.date.components.year + 1)-07-01T00:00:00Z", end: "\(now.date.components.year + 1)-07-15T00:00:00Z")
        return [
            Roster.Expert(
                id: nation + "-0001", nation: nation, clearance: .init(level: .NS, validUntil: cleared),
                skills: ["PD-WRL-003": 4, "GX-SKL-001": 3], languages: ["eng": "3332"], noticeHours: 12, mode: .both,
                location: "Capital", unavailable: [absent], offer: offer),
            Roster.Expert(
                id: nation + "-0002", nation: nation, clearance: .init(level: .NR), accesses: ["ATOMAL"], skills: ["GX-SKL-002": 5],
                languages: ["eng": "2221", "fra": "2+211"], noticeHours: 48, mode: .remote, offer: offer,
                partner: .init(name: "Company of this nation", agreement: "Agreement 7", until: cleared)),
        ]
    }

    private var team: Roster.Team {
        Roster.Team(
            id: nation + "-CRRT-1", name: "First team", nation: nation, members: [nation + "-0001", nation + "-0002"],
            lead: nation + "-0001", noticeHours: 24, minimumStrength: 2, offer: offer, kit: "Forensic workstations, satellite link",
            transportKg: 180, selfSufficientDays: 3, travelLeadHours: [nation == "TUR" ? "USA" : "TUR": 48])
    }

    private var effects: [Roster.Effect] {
        [
            Roster.Effect(
                id: nation + "-EFF-01", nation: nation, title: "National reference 7/A", category: .defensive, kind: "sinkhole",
                leadHours: 24, conditions: "After a call to the national duty officer", classification: .NR, releasableTo: ["NATO"],
                offer: offer, legalReview: "LR 7/A", authorisedUntil: "\(now.date.components.year + 2)-06-30T00:00:00Z"),
            Roster.Effect(
                id: nation + "-EFF-02", nation: nation, title: "National reference 9/C", category: .offensive, kind: "disrupt",
                leadHours: 72, classification: .NC, releasableTo: [nation], offer: offer),
        ]
    }

    private var offer: Roster.Offer { .init(state: .offered) }
}
