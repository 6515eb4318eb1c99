import CRRTDomain
import GRDB
import Testing

@testable import CRRTStore

/// An expert serves one tasking at a time: SQLite itself refuses the second booking, whatever the code above concluded.
@Suite struct BookingTests {
    private func withExperts(_ body: (Store) throws -> Void) throws {
        try withStore { store in
            try store.append(
                .expert(Sample.expert("EST-1")), .expert(Sample.expert("EST-2")), .request(Sample.request("REQ-EST-2026-0001")))
            try body(store)
        }
    }

    private func book(
        _ store: Store, _ number: Int, _ state: Tasking.State = .ordered, _ experts: [String] = ["EST-1"], from: Int = 10, to: Int = 20
    ) throws {
        try store.append(.tasking(Sample.tasking("TSK-EST-2026-0001-\(number)", state, experts, from: from, to: to)))
    }

    private func refused(
        _ why: String = "the expert serves another tasking then", at place: SourceLocation = #_sourceLocation, _ body: () throws -> Void
    ) {
        let error = #expect(throws: WriteFailure.self, sourceLocation: place, performing: body)
        guard case .refused(let text)? = error else { return }
        #expect(text.contains(why), sourceLocation: place)
    }

    /// Whatever the periods say, one tasking past the order keeps them from another; the way home stays open.
    @Test(arguments: [Tasking.State.moving, .onTask, .returning], [Tasking.State.moving, .onTask])
    func onePastTheOrder(first: Tasking.State, second: Tasking.State) throws {
        try withExperts { store in
            try book(store, 1, first, from: 0, to: 10)
            try book(store, 2, .ordered, from: 10, to: 20)
            refused("the expert has not returned from another tasking") { try book(store, 2, second, from: 10, to: 20) }
            try book(store, 1, .closed, from: 0, to: 10)
            try book(store, 2, second, from: 10, to: 20)
            try book(store, 2, .returning, from: 10, to: 20)
        }
    }

    /// Earlier versions recorded such services. Their databases open, bring everybody home, and replay.
    @Test func doubledInThePast() throws {
        try withFolder { folder in
            let store = try Store(path: folder + "/present.db")
            for name in ["assignment_is_not_doubled", "assignment_waits_for_return"] {
                try store.raw { try $0.execute(sql: "DROP TRIGGER \(name)") }
            }
            try store.append(.expert(Sample.expert("EST-1")), .request(Sample.request("REQ-EST-2026-0001")))
            try book(store, 1, .onTask, from: 0, to: 10)
            try book(store, 2, .onTask, from: 10, to: 20)
            try OlderDatabase.write(version: 2, store, to: folder + "/old.db")
            try store.close()
            let old = try Store(path: folder + "/old.db")
            refused("the expert has not returned from another tasking") { try book(old, 2, .onTask, from: 10, to: 21) }
            try book(old, 1, .returning, from: 0, to: 10)
            try book(old, 1, .closed, from: 0, to: 10)
            try book(old, 2, .onTask, from: 10, to: 21)
            try withStore { copy in
                try old.replay(into: copy, path: old.path)
                #expect(try copy.rows(except: ["journal_identity"])["assignment"] == old.rows()["assignment"])
                refused { try book(copy, 3, from: 20, to: 30) }
            }
            try old.close()
        }
    }

    @Test(arguments: [(10, 20), (11, 19), (0, 11), (19, 30), (0, 100)]) func doubled(from: Int, to: Int) throws {
        try withExperts { store in
            try book(store, 1)
            refused { try book(store, 2, from: from, to: to) }
            refused { try book(store, 3, .onTask, ["EST-2", "EST-1"], from: from, to: to) }
            #expect(try store.read { try $0.tasking(TaskingID("TSK-EST-2026-0001-2")) } == nil)
            try book(store, 4, .ordered, ["EST-2"], from: from, to: to)
        }
    }

    @Test(arguments: [(0, 10), (20, 30)]) func backToBack(from: Int, to: Int) throws {
        try withExperts { store in
            try book(store, 1)
            try book(store, 2, from: from, to: to)
        }
    }

    /// Not yet ordered, or ended: it holds nobody.
    @Test(arguments: Tasking.State.allCases.filter { !$0.isUnderWay }) func statesThatHoldNobody(state: Tasking.State) throws {
        try withExperts { store in
            try book(store, 1)
            try book(store, 2, state)
            #expect(
                try store.read { try $0.commitment(of: ExpertID("EST-1"), during: Period(start: Sample.hours(0), end: Sample.hours(99))) }?
                    .number == 1)
        }
    }

    @Test(arguments: Tasking.State.allCases.filter(\.isUnderWay)) func statesThatHold(state: Tasking.State) throws {
        try withExperts { store in
            try book(store, 1, state)
            refused { try book(store, 2) }
        }
    }

    @Test func orderedLater() throws {
        try withExperts { store in
            try book(store, 1, .consented)
            try book(store, 2, .consented)
            try book(store, 1, .ordered)
            refused { try book(store, 2, .ordered) }
            try book(store, 1, .recalled)
            try book(store, 2, .ordered)
        }
    }

    @Test func extensionOverALaterBooking() throws {
        try withExperts { store in
            try book(store, 1, .onTask)
            try book(store, 2, from: 30, to: 40)
            try book(store, 1, .onTask, to: 30)
            refused { try book(store, 1, .onTask, to: 31) }
            #expect(try store.read { try $0.tasking(TaskingID("TSK-EST-2026-0001-1")) }?.period.end == Sample.hours(30))
        }
    }

    /// In one entry: the first ends, the second begins.
    @Test func replacedInOneEntry() throws {
        try withExperts { store in
            try book(store, 1)
            try store.append(
                .tasking(Sample.tasking("TSK-EST-2026-0001-1", .aborted, ["EST-1"], from: 10, to: 20)),
                .tasking(Sample.tasking("TSK-EST-2026-0001-2", .ordered, ["EST-1"], from: 10, to: 20)))
        }
    }

    @Test func twiceInOneTasking() throws {
        try withExperts { store in
            #expect(throws: WriteFailure.self) { try book(store, 1, .ordered, ["EST-1", "EST-1"]) }
        }
    }

    @Test func assignmentsAreNotChangedInPlace() throws {
        try withExperts { store in
            try book(store, 1)
            #expect(throws: (any Error).self) { try store.raw { try $0.execute(sql: "UPDATE assignment SET state = 'closed'") } }
        }
    }

    @Test func commitmentNamesTheTasking() throws {
        try withExperts { store in
            try book(store, 1, from: 10, to: 20)
            try book(store, 2, from: 20, to: 30)
            func serves(_ from: Int, _ to: Int, ignoring: Int? = nil) throws -> Int? {
                let ignored = try ignoring.map { try TaskingID("TSK-EST-2026-0001-\($0)") }
                let period = try Period(start: Sample.hours(from), end: Sample.hours(to))
                return try store.read { try $0.commitment(of: ExpertID("EST-1"), during: period, ignoring: ignored) }?.number
            }
            #expect(try serves(0, 10) == nil)
            #expect(try serves(30, 40) == nil)
            #expect(try serves(0, 40) == 1)
            #expect(try serves(19, 20) == 1)
            #expect(try serves(20, 21) == 2)
            #expect(try serves(0, 40, ignoring: 1) == 2)
            #expect(try serves(10, 20, ignoring: 1) == nil)
        }
    }
}
