import CRRTDomain
import CRRTProtocol
import Testing

@testable import crrtctl

@Suite struct StandbyViewsTests {
    private static let times = TimeStyle(now: try! Instant("2027-01-12T12:00:00Z"), dateTimeGroups: false)

    static func period(
        _ id: String = "EST-STB-2027-03", team: String? = "EST-CRRT-1", experts: Int = 0, start: String = "2027-01-11T06:00:00Z",
        end: String = "2027-01-18T06:00:00Z", tier: Standby.Period.Tier = .first
    ) -> Standby.Period {
        .init(
            id: id, team: experts > 0 ? nil : team, experts: experts > 0 ? (1...experts).map { "EST-000\($0)" } : nil, start: start,
            end: end, tier: tier, noticeHours: 2, leadNation: "EST", state: .confirmed, revision: 3)
    }

    private func lines(_ blocks: [Block], columns: Int? = nil) -> [String] { Block.lines(blocks, legend: true, columns: columns) }

    @Test func list() {
        let periods = [Self.period(), Self.period("EST-STB-2027-04", experts: 5, tier: .second)]
        #expect(
            lines([.table(StandbyViews.table(periods, isWide: false, Self.times))]) == [
                "ID               START              FOR  TIER    NOTICE  STATE      WHO",
                "EST-STB-2027-03  2027-01-11 06:00Z  7 d  first      2 h  confirmed  EST-CRRT-1",
                "EST-STB-2027-04  2027-01-11 06:00Z  7 d  second     2 h  confirmed  EST-0001 EST-0002 EST-0003 and 2 more",
            ])
        var open = periods[0]
        (open.state, open.nations) = (.offered, ["LTU", "LVA"])
        open.swap = .init(with: "FIN-S-1", start: "2027-02-15T06:00:00Z", end: "2027-02-22T06:00:00Z")
        #expect(
            lines([.table(StandbyViews.table([open], isWide: false, Self.times))])[1].hasSuffix(
                "EST-CRRT-1; LTU LVA to confirm; asks for FIN-S-1"))
        let wide = lines([.table(StandbyViews.table(periods, isWide: true, Self.times))])
        #expect(wide[1].contains("2027-01-18 06:00Z") && wide[2].hasSuffix("EST    EST-0001 EST-0002 EST-0003 EST-0004 EST-0005"))
    }

    @Test func page() {
        var period = Self.period()
        (period.nations, period.confirmedBy, period.state) = (["LTU", "LVA"], ["LTU"], .offered)
        period.swap = .init(with: "LVA-STB-07", start: "2027-02-15T06:00:00Z", end: "2027-02-22T06:00:00Z")
        #expect(
            lines(StandbyViews.page(period, Self.times)) == [
                "     standby: EST-STB-2027-03", "        team: EST-CRRT-1", "       start: 2027-01-11 06:00Z (30 h ago)",
                "         end: 2027-01-18 06:00Z (in 5 d)", "        tier: first",
                "      notice: 2 h from the order to the departure", "       leads: EST", "       state: offered",
                "confirmed by: LTU", "  to confirm: LVA",
                "    exchange: asks for the times of LVA-STB-07, 2027-02-15 06:00Z to 2027-02-22 06:00Z;",
                "              LVA answers: crrtctl standby agree EST-STB-2027-03, or refuse", "    revision: 3",
            ])
    }

    @Test("every table fits 80 columns")
    func now() {
        let next = Self.period("LVA-STB-2027-01", team: "LVA-CRRT-1", start: "2027-01-18T06:00:00Z", tier: .second)
        let page = lines(StandbyViews.page(.init(now: [Self.period(experts: 2)], next: [next]), Self.times))
        #expect(
            page == [
                "", "Now",
                "TIER   NOTICE  UNTIL                      ID               WHO",
                "first     2 h  2027-01-18 06:00Z  in 5 d  EST-STB-2027-03  EST-0001 EST-0002",
                "", "Next",
                "TIER    NOTICE  FROM                       ID               WHO",
                "second     2 h  2027-01-18 06:00Z  in 5 d  LVA-STB-2027-01  LVA-CRRT-1",
            ])
        #expect(page.allSatisfy { DisplayWidth.of($0) <= 80 })
        #expect(
            lines(StandbyViews.page(.init(now: [], next: []), Self.times))
                == ["no team and no expert stands by now, or will within 14 days"])
        #expect(lines(StandbyViews.page(.init(now: [], next: [next]), Self.times)).contains("no team and no expert"))
    }

    @Test("each kind of clash in words", arguments: Standby.Clash.Kind.allCases)
    func clashes(_ kind: Standby.Clash.Kind) {
        let words: [Standby.Clash.Kind: String] = [
            .absence: "absent", .clearance: "not cleared", .commitment: "promised", .deployment: "on a tasking",
            .offer: "not offered",
        ]
        var clash = Standby.Clash(
            id: "EST-STB-2027-03", expert: "EST-0004", kind: kind, start: "2027-01-20T00:00:00Z", end: "2027-01-24T00:00:00Z")
        #expect(StandbyViews.words(clash, Self.times) == "\(words[kind] ?? "") 2027-01-20 00:00Z to 2027-01-24 00:00Z")
        #expect(lines([.table(StandbyViews.table([clash], Self.times))]).allSatisfy { $0.utf8.count <= 80 })
        clash.end = nil
        #expect(StandbyViews.words(clash, Self.times) == "\(words[kind] ?? "") from 2027-01-20 00:00Z")
    }

    @Test("gaps of one tier say so where there is none")
    func gaps() {
        let reply = Standby.Report.Reply(
            from: "2027-01-04T00:00:00Z", until: "2027-04-05T00:00:00Z", gaps: [], weeks: [], load: [], clashes: [])
        #expect(
            lines(StandbyGaps.page([], reply, "first", Self.times))
                == ["the first tier: no gap from 2027-01-04 00:00Z to 2027-04-05 00:00Z"])
        let gap = Standby.Gap(tier: .second, start: "2027-01-04T06:00:00Z", end: "2027-01-05T00:00:00Z")
        #expect(
            lines(StandbyGaps.page([gap], reply, nil, Self.times)) == [
                "Gaps from 2027-01-04 00:00Z to 2027-04-05 00:00Z", "TIER    FROM               UNTIL               FOR",
                "second  2027-01-04 06:00Z  2027-01-05 00:00Z  18 h",
            ])
    }

    @Test("the status says who stands by, and is as before where that is not known")
    func status() {
        let status = Service.Status.Reply(version: "1", instance: "crrtd", exercise: false, startedAt: "2027-01-12T12:00:00Z", seq: 1)
        let without = lines(ServiceViews.page(status, Self.times))
        let rota = Standby.Now.Reply(
            now: [Self.period()], next: (1...8).map { Self.period("EST-STB-\($0)", start: "2027-01-18T06:00:00Z") })
        let with = lines(ServiceViews.page(status, standby: rota, Self.times))
        #expect(!without.contains { $0.contains("standby") })
        #expect(with.contains("  standby now: EST-CRRT-1 (first, 2 h) until 2027-01-18 06:00Z"))
        #expect(with.contains(" standby next: EST-CRRT-1 (first, 2 h) from 2027-01-18 06:00Z"))
        #expect(with.last == "               and 2 more: crrtctl standby now")
    }

    @Test("an answer to an exchange tells of the caller's own period")
    func exchange() {
        let own = Self.period("LVA-STB-07")
        #expect(
            AgreedSwap.words("EST-STB-2027-03", own, isAsking: false, Self.times)
                == "EST-STB-2027-03 is exchanged: LVA-STB-07 is now 2027-01-11 06:00Z to 2027-01-18 06:00Z, first tier")
        #expect(RefusedSwap.words("EST-STB-2027-03", own, isAsking: false, Self.times).hasSuffix("LVA-STB-07 stays as it is"))
        #expect(RefusedSwap.words("LVA-STB-07", own, isAsking: true, Self.times) == "LVA-STB-07 asks for no exchange any more")
    }
}
