import CRRTDomain
import GRDB
import SeededNumbers
import Testing

@testable import CRRTStore

/// Granters beside the consents: who has granted is told as the consents say it, and by no other rule than the domain's.
@Suite struct GranterTests {
    /// Everybody who could be taken for one who has decided: with each part of who they are changed.
    private static func people(like decided: [Principal]) -> Set<Principal> {
        var people: Set<Principal> = []
        for one in decided {
            for name in [one.name, one.name + "x"] {
                for uid in [one.uid, one.uid &+ 1] {
                    for played in [nil, one.playedBy, "control"] { people.insert(Principal(name: name, uid: uid, playedBy: played)) }
                }
            }
        }
        return people
    }

    private static func check(_ store: Store) throws -> Int {
        try store.read { rows in
            var found = 0
            let ids = try String.fetchAll(rows.db, sql: "SELECT DISTINCT tasking FROM consent")
            for id in try ids.map({ try TaskingID($0) }) {
                let consents = try rows.consents(of: id)
                for nation in Set(consents.map(\.nation)) {
                    for person in people(like: consents.flatMap(\.decidedBy)) {
                        let expected = consents.contains { consent in
                            consent.nation == nation && consent.state == .granted && consent.decidedBy.contains(where: person.isSamePerson)
                        }
                        if expected { found += 1 }
                        #expect(try rows.hasGranted(id, nation: nation, person: person) == expected, "\(id) \(nation) \(person)")
                    }
                }
            }
            return found
        }
    }

    @Test(arguments: [1, 2, 3] as [UInt64]) func grantersAreThoseOfTheConsents(seed: UInt64) throws {
        try withStore { store in
            var history = RandomHistory(seed: seed)
            try history.live(300, in: store)
            #expect(try Self.check(store) > 3)
        }
    }

    /// One principal by two uids, one of them played: two people, one name.
    @Test func nameSharedByTwo() throws {
        try withStore { store in
            try store.append(.request(Sample.request("REQ-EST-2026-0001")), .tasking(Sample.tasking("TSK-EST-2026-0001-1")))
            var consent = try Sample.consent("TSK-EST-2026-0001-1", "ALB", .effect, .granted)
            consent.decidedBy = [
                Principal(name: "ncp-alb", uid: 1), Principal(name: "ncp-alb", uid: 2),
                Principal(name: "ncp-alb", uid: 3, playedBy: "control"),
            ]
            try store.append(.consent(consent))
            #expect(try Self.check(store) > 3)
            consent.state = .revoked
            try store.append(.consent(consent))
            #expect(try Self.check(store) == 0)
        }
    }

    /// A database of before gets them from the consents that are there.
    @Test func olderDatabase() throws {
        try withStore { store in
            try store.append(.request(Sample.request("REQ-EST-2026-0001")), .tasking(Sample.tasking("TSK-EST-2026-0001-1")))
            for (nation, state) in [("ALB", Consent.State.granted), ("LVA", .granted), ("FRA", .revoked)] {
                var consent = try Sample.consent("TSK-EST-2026-0001-1", nation, .contribute, state)
                consent.decidedBy = [Principal(name: "ncp", uid: 7, playedBy: nation == "LVA" ? "control" : nil)]
                try store.append(.consent(consent))
            }
            try withFolder { folder in
                try OlderDatabase.write(version: 4, store, to: folder + "/old.db")
                let old = try Store(path: folder + "/old.db")
                #expect(try old.rows()["granter"] == store.rows()["granter"])
                #expect(try Self.check(old) > 3)
                try old.close()
            }
        }
    }
}
