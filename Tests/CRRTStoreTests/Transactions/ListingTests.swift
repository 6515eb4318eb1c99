import CRRTDomain
import JournalProof
import Testing

@testable import CRRTStore

/// Page by page, whatever the size of the pages: no record lost, none twice, always in the same order.
@Suite struct ListingTests {
    private static let nations = ["ALB", "BEL", "EST"]

    /// 36 records of each kind, in no order.
    private func fill(_ store: Store) throws {
        for number in [7, 12, 3, 1, 10, 11, 2, 5, 9, 4, 8, 6] {
            for nation in ListingTests.nations {
                let tasking = "TSK-\(nation)-2026-000\(number % 3 + 1)-\(number)"
                let request = format(number % 3 + 1, nation)
                try store.append(
                    .expert(Sample.expert("\(nation)-\(number)")), .team(Sample.team("\(nation)-T\(number)", ["EST-1"])),
                    .effect(Sample.effect("\(nation)-E\(number)")),
                    .request(Sample.request(format(number + 3, nation), number % 2 == 0 ? .validated : .closed)),
                    .request(Sample.request(request)), .tasking(Sample.tasking(tasking, number % 2 == 0 ? .consented : .closed)),
                    .consent(
                        Sample.consent(tasking, ListingTests.nations[number % 3], .contribute, number % 2 == 0 ? .requested : .granted)),
                    .consent(Sample.consent(tasking, ListingTests.nations[number % 3], .host)),
                    .consent(Sample.consent(tasking, ListingTests.nations[number % 3], .host, .lapsed, digest: "b")))
            }
        }
    }

    private func format(_ number: Int, _ nation: String) -> String { "REQ-\(nation)-2026-00" + (number < 10 ? "0" : "") + "\(number)" }

    /// All pages of this size, one after the other.
    private func all<Record, Place>(of size: Int, _ place: (Record) -> Place, _ page: (Place?, Int) throws -> [Record]) rethrows -> [Record]
    {
        var records: [Record] = []
        var after: Place?
        while true {
            let next = try page(after, size)
            #expect(next.count <= size)
            // Longer than any list here: it would never end.
            guard let last = next.last, records.count < 1000 else { return records }
            records += next
            after = place(last)
        }
    }

    /// Each list, as texts, with pages of this size.
    private func lists(_ store: Store, _ size: Int, _ nation: NationCode?) throws -> [[String]] {
        try store.read { rows in
            [
                try all(of: size, \Expert.id) { try rows.experts(nation: nation, after: $0, limit: $1) }.map(\.id.text),
                try all(of: size, \Team.id) { try rows.teams(nation: nation, after: $0, limit: $1) }.map(\.id.text),
                try all(of: size, \Effect.id) { try rows.effects(nation: nation, after: $0, limit: $1) }.map(\.id.text),
                try all(of: size, \Request.id!) { try rows.requests(nation: nation, state: nil, after: $0, limit: $1) }.map(
                    \.id!.description),
                try all(of: size, \Request.id!) { try rows.requests(nation: nation, state: .closed, after: $0, limit: $1) }.map(
                    \.id!.description),
                try all(of: size, \Tasking.id) { try rows.taskings(state: nil, after: $0, limit: $1) }.map(\.id.description),
                try all(of: size, \Tasking.id) { try rows.taskings(state: .closed, after: $0, limit: $1) }.map(\.id.description),
                try consents(rows, size, nation, nil, nil), try consents(rows, size, nation, .requested, nil),
                try consents(rows, size, nation, nil, TaskingID("TSK-EST-2026-0002-1")),
                try all(of: size, \JournalEntry.seq) { try rows.journal(since: $0 ?? 0, limit: $1) }.map { String($0.seq + 1000) },
            ]
        }
    }

    private func consents(
        _ rows: ReadTransaction, _ size: Int, _ nation: NationCode?, _ state: Consent.State?, _ tasking: TaskingID?
    ) throws -> [String] {
        try all(of: size, { ConsentPosition($0) }) {
            try rows.consents(nation: nation, state: state, tasking: tasking, after: $0, limit: $1)
        }.map { "\($0.tasking) \($0.nation) \($0.kind) \($0.digest)" }
    }

    @Test func pagesLoseNothing() throws {
        try withStore { store in
            try fill(store)
            // In the order of `lists`; taskings and the journal are of all nations.
            let counts = [
                nil: [36, 36, 36, 45, 18, 36, 18, 108, 54, 3, 36], "EST": [12, 12, 12, 15, 6, 36, 18, 36, 18, 0, 36],
                "SWE": [0, 0, 0, 0, 0, 36, 18, 0, 0, 0, 36],
            ]
            for (name, counts) in counts {
                let nation = try name.map { try NationCode($0) }
                let whole = try lists(store, 10_000, nation)
                #expect(whole.map(\.count) == counts, "\(name ?? "all")")
                for list in whole {
                    #expect(list == list.sorted { ListingTests.numbers($0).lexicographicallyPrecedes(ListingTests.numbers($1)) })
                    #expect(Set(list).count == list.count)
                }
                for size in [1, 2, 5, 12, 36] { #expect(try lists(store, size, nation) == whole, "pages of \(size)") }
            }
        }
    }

    /// What is sorted by. Roster ids are the nations' own words: of them no number counts.
    private static func numbers(_ text: String) -> [String] {
        text.contains("-2026-") ? text.split { $0 == "-" || $0 == " " }.map { padded(String($0)) } : [text]
    }

    private static func padded(_ word: String) -> String { Int(word) == nil ? word : String(repeating: "0", count: 20 - word.count) + word }

    /// A cursor of schema 5: what comes behind it as text, in that order, to the end.
    @Test func listsOfAnEarlierVersionAreReadOn() throws {
        try withStore { store in
            try fill(store)
            for size in [1, 2, 5, 12, 36] {
                try store.read { rows throws in
                    let taskings = try all(of: size, \Tasking.id) {
                        try rows.taskings(state: nil, after: $0, limit: $1, order: .byText)
                    }.map(\.id.description)
                    #expect(taskings.count == 36 && taskings == taskings.sorted())
                    let request = try RequestID("REQ-EST-2026-0002")
                    let own = try all(of: size, \Tasking.id) {
                        try rows.taskings(of: request, state: nil, after: $0, limit: $1, order: .byText)
                    }.map(\.id.description)
                    #expect(own.count == 4 && own == own.sorted())
                    let requests = try all(of: size, \Request.id!) {
                        try rows.requests(nation: nil, state: nil, after: $0, limit: $1, order: .byText)
                    }.map(\.id!.description)
                    #expect(requests.count == 45 && requests == requests.sorted())
                    let consents = try all(of: size, { ConsentPosition($0) }) {
                        try rows.consents(nation: nil, state: nil, tasking: nil, after: $0, limit: $1, order: .byText)
                    }.map(\.tasking.description)
                    #expect(consents.count == 108 && consents == consents.sorted())
                }
            }
        }
    }

    /// Five digits sort behind four, of all years and nations.
    @Test func numbersOutgrowTheirZeros() throws {
        try withStore { store in
            let ids = ["ALB-2026-0002", "ALB-2026-9999", "ALB-2026-10000", "ALB-2027-0001", "EST-2026-0001"]
            for id in ids.reversed() {
                try store.append(.request(Sample.request("REQ-" + id)))
                for number in [10, 2, 9] { try store.append(.tasking(Sample.tasking("TSK-\(id)-\(number)"))) }
                try store.append(.consent(Sample.consent("TSK-\(id)-10", "EST")), .consent(Sample.consent("TSK-\(id)-9", "EST")))
            }
            try store.read { rows throws in
                for size in [1, 4, 100] {
                    let requests = try all(of: size, \Request.id!) { try rows.requests(nation: nil, state: nil, after: $0, limit: $1) }
                    #expect(requests.map(\.id!.description) == ids.map { "REQ-" + $0 })
                    let taskings = try all(of: size, \Tasking.id) { try rows.taskings(state: nil, after: $0, limit: $1) }
                    #expect(taskings.map(\.id.description) == ids.flatMap { id in [2, 9, 10].map { "TSK-\(id)-\($0)" } })
                    #expect(try consents(rows, size, nil, nil, nil).count == 10)
                    let asked = try all(of: size, { ConsentPosition($0) }) {
                        try rows.consents(nation: nil, state: .requested, tasking: nil, after: $0, limit: $1)
                    }
                    #expect(asked.map(\.tasking.description) == ids.flatMap { id in [9, 10].map { "TSK-\(id)-\($0)" } })
                }
                // A cursor of another request stands before or behind all of one's own.
                let own = try RequestID("REQ-ALB-2026-9999")
                for (cursor, count) in [("TSK-ALB-2026-0002-77", 3), ("TSK-ALB-2026-9999-2", 2), ("TSK-ALB-2026-10000-1", 0)] {
                    #expect(try rows.taskings(of: own, state: nil, after: TaskingID(cursor), limit: 100).count == count, "\(cursor)")
                }
            }
        }
    }

    /// What the roster is loaded with.
    @Test(arguments: [1, 5, 12, 36, 100]) func recordsComeInPages(_ size: Int) throws {
        try withStore { store in
            try fill(store)
            try store.writeAndWait { try $0.setName("Mari", of: ExpertID("EST-7")) }
            let (all, pages) = try store.read { rows in
                var pages: [[ExpertTraits]] = []
                try rows.forEachPageOfExperts(of: size) { page in
                    pages.append([])
                    try page.forEach { pages[pages.count - 1].append($0) }
                }
                return (try rows.experts(nation: nil, after: nil, limit: 100), pages)
            }
            #expect(all.count == 36)
            #expect(pages.flatMap(\.self) == all.map { ExpertTraits($0) })
            #expect(pages.dropLast().allSatisfy { $0.count == size } && pages.last!.count <= size)
        }
    }

    @Test func namesStayWithTheirExperts() throws {
        try withStore { store in
            for number in 1...9 {
                let expert = try Sample.expert(
                    "\(ListingTests.nations[number % 3])-\(number)", name: number % 2 == 0 ? "Name \(number)" : nil)
                try store.append(.expert(expert))
                try store.writeAndWait { try $0.setName(expert.name, of: expert.id) }
            }
            for nation in [nil, try NationCode("EST")] {
                let experts = try store.read { try $0.experts(nation: nation, after: nil, limit: 100) }
                #expect(experts.count == (nation == nil ? 9 : 3))
                for expert in experts {
                    let number = Int(expert.id.text.dropFirst(4))!
                    #expect(expert.name == (number % 2 == 0 ? "Name \(number)" : nil))
                }
            }
        }
    }

    @Test func askedNations() throws {
        try withStore { store in
            try fill(store)
            func asked(_ nation: String, _ request: String) throws -> Bool {
                try store.read { try $0.visibilityFacts(of: RequestID(request), asking: NationCode(nation)).isAsked }
            }
            // Tasking n asks the nation n mod 3, in request n mod 3 + 1.
            #expect(try asked("ALB", "REQ-EST-2026-0001"))
            #expect(try asked("BEL", "REQ-EST-2026-0002"))
            #expect(try !asked("EST", "REQ-EST-2026-0001"))
            #expect(try !asked("ALB", "REQ-EST-2026-0002"))
            #expect(try !asked("ALB", "REQ-EST-2026-0009"))
            #expect(try !asked("SWE", "REQ-EST-2026-0001"))
        }
    }

    @Test func counts() throws {
        try withStore { store in
            #expect(
                try store.read { try $0.counts() }
                    == Counts(experts: 0, teams: 0, effects: 0, openRequests: 0, pendingConsents: 0, activeTaskings: 0))
            for (number, state) in Request.State.allCases.enumerated() {
                try store.append(.request(Sample.request("REQ-EST-2026-000\(number + 1)", state)))
            }
            for (number, state) in Tasking.State.allCases.enumerated() {
                try store.append(.tasking(Sample.tasking("TSK-EST-2026-0001-\(number + 1)", state)))
            }
            for (number, state) in Consent.State.allCases.enumerated() {
                try store.append(.consent(Sample.consent("TSK-EST-2026-0001-\(number + 1)", "EST", .contribute, state)))
            }
            try store.append(.expert(Sample.expert("EST-1")), .expert(Sample.expert("EST-2")), .team(Sample.team("EST-T", ["EST-1"])))
            try store.append(.effect(Sample.effect("EST-E1")), .effect(Sample.effect("EST-E2")), .effect(Sample.effect("EST-E3")))
            #expect(
                try store.read { try $0.counts() }
                    == Counts(experts: 2, teams: 1, effects: 3, openRequests: 3, pendingConsents: 1, activeTaskings: 6))
        }
    }

    @Test func numbersAreMintedPerNationAndYear() throws {
        try withStore { store in
            for id in ["REQ-EST-2026-0001", "REQ-EST-2026-0007", "REQ-EST-2027-0002", "REQ-ALB-2026-0003"] {
                try store.append(.request(Sample.request(id)))
            }
            try store.append(.tasking(Sample.tasking("TSK-EST-2026-0007-11")), .tasking(Sample.tasking("TSK-EST-2026-0007-2")))
            try store.read { rows throws in
                #expect(try rows.lastRequestNumber(NationCode("EST"), year: 2026) == 7)
                #expect(try rows.lastRequestNumber(NationCode("EST"), year: 2027) == 2)
                #expect(try rows.lastRequestNumber(NationCode("EST"), year: 2025) == 0)
                #expect(try rows.lastRequestNumber(NationCode("ALB"), year: 2026) == 3)
                #expect(try rows.lastTaskingNumber(RequestID("REQ-EST-2026-0007")) == 11)
                #expect(try rows.lastTaskingNumber(RequestID("REQ-EST-2026-0001")) == 0)
                #expect(try rows.taskings(of: RequestID("REQ-EST-2026-0007")).map(\.id.number) == [2, 11])
            }
        }
    }
}
