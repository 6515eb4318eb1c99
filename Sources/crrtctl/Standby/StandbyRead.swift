import ArgumentParser
import CRRTProtocol

// What is read of the rota: a list, single periods, who stands by now, and what is uncovered.

struct StandbyList: Verb {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "The standby periods that you may see; without times, those that have not ended.",
        examples: [
            "standby list",
            "standby list --nation EST --from 2027-03-01T00:00:00Z --until +13w",
            "standby list --team EST-CRRT-1 --state offered",
        ])

    @Option(help: ArgumentHelp("Only this nation's.", valueName: "nation"), transform: ArgumentTransform.nation)
    var nation: String?

    @Option(
        help: ArgumentHelp("Only those of this team.", valueName: "team"), completion: .teams, transform: ArgumentTransform.id)
    var team: String?

    @Option(help: "Only those in this state.")
    var state: Standby.Period.State?

    @OptionGroup var range: TimeRange

    @OptionGroup(title: "Options of every verb")
    var globalOptions: GlobalOptions

    func perform(_ context: CommandContext) throws {
        let listing = try context.periods(nation: nation, team: team, state: state, range)
        if listing.records.isEmpty { try context.check(nation: nation) }
        context.show(listing, "period", "standby periods") {
            StandbyViews.table($0, isWide: context.screen.isWide, context.times)
        }
    }
}

extension CommandContext {
    /// The periods that the caller may see; without times, those that have not ended.
    func periods(
        nation: String?, team: String? = nil, state: Standby.Period.State? = nil, _ range: TimeRange
    ) throws(Failure) -> Listing<Standby.Period> {
        let until = try range.end(now)
        return try list(
            Standby.List.self, member: "periods",
            page: {
                .init(
                    nation: nation, team: team, state: state?.rawValue, from: range.from, until: until, limit: CommandContext.pageSize,
                    after: $0)
            }, read: { ($0.periods, $0.next) })
    }
}

struct StandbyShow: Verb {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "A standby period: who, when, whose word is awaited, and an exchange that is asked for.",
        examples: ["standby show EST-STB-2027-03"])

    @Argument(help: "Such as EST-STB-2027-03; several at once.", completion: .standby, transform: ArgumentTransform.id)
    var ids: [String]

    @OptionGroup(title: "Options of every verb")
    var globalOptions: GlobalOptions

    func perform(_ context: CommandContext) throws {
        try context.showEach(ids) { id in
            let answer = try context.daemon.call(Standby.Get.self, .init(id: id))
            context.show(answer) { StandbyViews.page(answer.reply.period, context.times) }
        }
    }
}

struct StandbyNow: Verb {
    static let configuration = CommandConfiguration(
        commandName: "now", abstract: "Who stands by now, and who does next within 14 days, the first tier first.",
        examples: ["standby now"])

    @OptionGroup(title: "Options of every verb")
    var globalOptions: GlobalOptions

    func perform(_ context: CommandContext) throws {
        let answer = try context.daemon.call(Standby.Now.self, .init())
        context.show(answer) { StandbyViews.page(answer.reply, context.times) }
    }
}

struct StandbyGaps: Verb {
    static let configuration = CommandConfiguration(
        commandName: "gaps", abstract: "When no period of a tier is in force, and what stands against those who stand by.",
        discussion: """
            Without times: the next 13 weeks. A contact point sees the gaps of their own
            nation's rota. 'report standby' has the strength by week and skill as well.
            """,
        examples: [
            "standby gaps",
            "standby gaps --tier first --from 2027-01-01T00:00:00Z --until +52w",
        ])

    @Option(help: "Only the gaps of this tier.")
    var tier: Standby.Period.Tier?

    @OptionGroup var range: TimeRange

    @OptionGroup(title: "Options of every verb")
    var globalOptions: GlobalOptions

    func perform(_ context: CommandContext) throws {
        let answer = try context.daemon.call(Standby.Report.self, .init(from: range.from, until: try range.end(context.now)))
        let reply = answer.reply
        let gaps = reply.gaps.filter { gap in tier.map { $0.rawValue == gap.tier.rawValue } ?? true }
        context.show(answer) { StandbyGaps.page(gaps, reply, tier?.rawValue, context.times) }
    }

    static func page(_ gaps: [Standby.Gap], _ reply: Standby.Report.Reply, _ tier: String?, _ times: TimeStyle) -> [Block] {
        let span = "\(times.short(reply.from)) to \(times.short(reply.until))"
        let rota = tier.map { "the \($0) tier" } ?? "both tiers"
        return [gaps.isEmpty ? .line("\(rota): no gap from \(span)") : .line("Gaps from \(span)")]
            + (gaps.isEmpty ? [] : [.table(StandbyViews.table(gaps, times))])
            + (reply.clashes.isEmpty ? [] : [.heading("Clashes"), .table(StandbyViews.table(reply.clashes, times))])
    }
}
