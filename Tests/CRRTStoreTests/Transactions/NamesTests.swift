import CRRTDomain
import CRRTProtocol
import Foundation
import GRDB
import JournalProof
import Testing
import Varlink

@testable import CRRTStore

/// Names of people: never in the journal, and once erased, nowhere in the files.
@Suite struct NamesTests {
    private func put(_ names: [String?], in store: Store) throws {
        try store.writeAndWait { transaction in
            for (number, name) in names.enumerated() {
                let expert = try Sample.expert("EST-\(number)", name: name)
                try transaction.append(JournalDraft(by: "ncp", .expertPut, expert.id.text, [.expert(expert)]), at: Sample.now)
                try transaction.setName(name, of: expert.id)
            }
        }
    }

    /// Enough names of uneven length that SQLite splits and joins pages with them.
    private func names(_ count: Int) -> [String] { (0..<count).map { "Tamm-\($0)-" + String(repeating: "ö", count: $0 % 37) + "-Mari" } }

    @Test func namesAreReadBackAndNotJournalled() throws {
        try withStore { store in
            let names = names(100)
            try put(names, in: store)
            #expect(files(of: store.path, hold: "Tamm-42-"), "the search finds what is there")
            #expect(try store.read { try $0.expert(ExpertID("EST-42")) }?.name == names[42])
            #expect(try store.read { try $0.experts(nation: nil, after: nil, limit: 1000) }.compactMap(\.name).count == 100)
            for entry in try store.read({ try $0.journal(since: 0, limit: 1000) }) { #expect(!entry.payload.contains("Mari")) }
        }
    }

    @Test func erasedNamesLeaveTheFiles() throws {
        try withStore { store in
            let names = names(700)
            try put(names, in: store)
            try put(names.map { _ in nil }, in: store)
            for name in names where files(of: store.path, hold: name) { Issue.record("\(name) is still there") }
            #expect(try store.read { try $0.expert(ExpertID("EST-42")) }?.name == nil)
        }
    }

    @Test func oneErasedNameLeavesTheFiles() throws {
        try withStore { store in
            try put(names(50), in: store)
            try store.writeAndWait { try $0.setName(nil, of: ExpertID("EST-7")) }
            #expect(!files(of: store.path, hold: "Tamm-7-"))
            #expect(files(of: store.path, hold: "Tamm-8-"))
        }
    }

    @Test func changedNamesLeaveTheFiles() throws {
        try withStore { store in
            try put(["Mari Tamm"], in: store)
            try put(["Jaan Kask"], in: store)
            #expect(!files(of: store.path, hold: "Mari Tamm"))
            #expect(try store.read { try $0.expert(ExpertID("EST-0")) }?.name == "Jaan Kask")
        }
    }

    /// The answer kept for a repeated command told a name: the receipt holds its place, and the name is put back from where names stand.
    @Test func receiptsHoldNoNames() throws {
        try withStore { store in
            try put(["Mari Tamm", nil], in: store)
            func kept(_ key: String) throws -> String? { try store.writeAndWait { try $0.receipt(principal: "ncp", key: key) }?.answer }
            func name(_ name: String?) throws { try store.writeAndWait { try $0.setName(name, of: ExpertID("EST-0")) } }
            try store.writeAndWait { transaction in
                for (key, number, name) in [("told", 0, ",\"name\":\"Mari Tamm\""), ("untold", 0, ""), ("other", 1, "")] {
                    let answer = #"{"expert":{"id":"EST-\#(number)"\#(name)},"seq":1}"#
                    try transaction.keep(
                        Receipt(method: "Put", question: Receipt.digest(of: [1]), answer: answer), principal: "ncp", key: key,
                        at: Sample.now)
                }
            }
            let bare = #"{"expert":{"id":"EST-0"},"seq":1}"#
            #expect(try columns(of: store, thatHold: "Mari Tamm") == ["expert_name.name"])
            #expect(try kept("told") == #"{"expert":{"id":"EST-0","name":"Mari Tamm"},"seq":1}"#)
            #expect(try kept("untold") == bare)
            try name(nil)
            #expect(!files(of: store.path, hold: "Mari Tamm"))
            #expect(try kept("told") == bare)
            try name("Jaan Kask")
            #expect(try kept("told") == bare, "the next name is nothing that this answer told")
        }
    }

    /// Every column of every table, whatever is added to the schema: names stand in one of them.
    @Test func namesStandInOneColumn() throws {
        try withStore { store in
            try put(["Mari Tamm", "Jaan Kask"], in: store)
            #expect(try columns(of: store, thatHold: "Mari Tamm") == ["expert_name.name"])
            #expect(try columns(of: store, thatHold: "EST-0").count > 3, "the search finds what is there")
        }
    }

    private func columns(of store: Store, thatHold text: String) throws -> [String] {
        try store.read { rows in
            let tables = try String.fetchAll(rows.db, sql: "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
            return try tables.flatMap { table in
                try rows.db.columns(in: table).map(\.name).filter { column in
                    let sql = "SELECT count(*) FROM \(table) WHERE instr(CAST(\(column) AS BLOB), CAST(? AS BLOB)) > 0"
                    return try Int.fetchOne(rows.db, sql: sql, arguments: [text]) != 0
                }.map { "\(table).\($0)" }
            }
        }
    }

    private static func expert(of partner: Partner?) throws -> Expert {
        var expert = try Sample.expert("EST-0", name: nil)
        expert.partner = partner
        return expert
    }

    /// The company that an expert works for is kept, told and erased like a name.
    @Test func companiesLeaveTheFilesToo() throws {
        try withStore { store in
            let expert = try Self.expert(of: Partner(name: "Kuberkaitse AS", agreement: "MoD 2026/14", until: CalendarDate("2030-06-30")))
            func write(_ partner: Partner?) throws {
                try store.writeAndWait { transaction in
                    let changed = try Self.expert(of: partner)
                    try transaction.append(JournalDraft(by: "ncp", .expertPut, changed.id.text, [.expert(changed)]), at: Sample.now)
                    try transaction.setPartner(partner, of: changed.id)
                }
            }
            try write(expert.partner)
            #expect(try columns(of: store, thatHold: "Kuberkaitse") == ["expert_partner.name"])
            #expect(try columns(of: store, thatHold: "MoD 2026") == ["expert_partner.agreement"])
            #expect(try store.read { try $0.expert(expert.id)?.partner } == expert.partner)
            #expect(try store.read { try $0.partner(of: expert.id) } == expert.partner)
            #expect(try store.read { try $0.experts(nation: nil, after: nil, limit: 10) }.map(\.partner) == [expert.partner])
            func kept() throws -> String? { try store.writeAndWait { try $0.receipt(principal: "ncp", key: "k") }?.answer }
            let told =
                #"{"expert":{"id":"EST-0","partner":{"name":"Kuberkaitse AS","agreement":"MoD 2026/14","until":"2030-06-30"}},"seq":1}"#
            try store.writeAndWait { transaction in
                try transaction.keep(
                    Receipt(method: "Put", question: Receipt.digest(of: [1]), answer: told), principal: "ncp", key: "k", at: Sample.now)
            }
            #expect(try columns(of: store, thatHold: "Kuberkaitse") == ["expert_partner.name"])
            #expect(try kept() == told)
            try write(expert.partner?.withoutNames)
            #expect(!files(of: store.path, hold: "Kuberkaitse") && !files(of: store.path, hold: "MoD 2026"))
            #expect(try kept() == #"{"expert":{"id":"EST-0","partner":{"until":"2030-06-30"}},"seq":1}"#)
            #expect(try store.read { try $0.partner(of: expert.id) } == expert.partner?.withoutNames)
            try write(nil)
            #expect(try store.read { try $0.partner(of: expert.id) } == nil)
        }
    }

    @Test func everyConnectionOverwritesWhatItRemoves() throws {
        try withStore { store in
            for (pragma, value) in [("secure_delete", 1), ("temp_store", 2)] {
                let (written, read) = (
                    try store.pool.writeWithoutTransaction { try Int.fetchOne($0, sql: "PRAGMA \(pragma)") },
                    try store.read { try Int.fetchOne($0.db, sql: "PRAGMA \(pragma)") }
                )
                #expect(written == value, "\(pragma)")
                #expect(read == value, "\(pragma)")
            }
        }
    }

    /// What goes to the log of the daemon: the statement, not what it was given.
    @Test func aRefusedWriteIsToldWithoutTheName() throws {
        try withStore { store in
            try put([nil], in: store)
            let trigger = "CREATE TRIGGER refuse BEFORE INSERT ON expert_name BEGIN SELECT raise(ABORT, 'refused'); END"
            try store.pool.writeWithoutTransaction { try $0.execute(sql: trigger) }
            do {
                try store.writeAndWait { try $0.setName("Mari Tamm", of: ExpertID("EST-0")) }
                Issue.record("the trigger did not refuse")
            } catch {
                #expect("\(error)".contains("expert_name"))
                #expect(!"\(error)".contains("Mari"))
            }
        }
    }

    /// Killed with an erasure still to be finished, the daemon finishes it when it starts.
    @Test func erasureIsFinishedAtTheNextStart() throws {
        try withStore { store in
            try put(["Mari Tamm"], in: store)
            var configuration = Configuration()
            configuration.allowsUnsafeTransactions = true
            let reader = try DatabaseQueue(path: store.path, configuration: configuration)
            try reader.inDatabase { try $0.execute(sql: "BEGIN; SELECT * FROM journal") }
            try store.writeAndWait { try $0.setName(nil, of: ExpertID("EST-0")) }
            let copy = store.path + "-killed"
            for end in ["", "-wal"] { try FileManager.default.copyItem(atPath: store.path + end, toPath: copy + end) }
            #expect(files(of: copy, hold: "Mari Tamm"))
            let next = try Store(path: copy)
            #expect(!files(of: copy, hold: "Mari Tamm"))
            try next.close()
            try reader.close()
        }
    }

    /// While somebody reads an older state, the log that holds the name is needed; at the latest it goes when the store closes.
    @Test func erasureDoesNotWaitForAReader() throws {
        try withStore { store in
            try put(["Mari Tamm"], in: store)
            var configuration = Configuration()
            configuration.allowsUnsafeTransactions = true
            let reader = try DatabaseQueue(path: store.path, configuration: configuration)
            try reader.inDatabase { try $0.execute(sql: "BEGIN; SELECT * FROM journal") }
            try store.writeAndWait { try $0.setName(nil, of: ExpertID("EST-0")) }
            #expect(files(of: store.path, hold: "Mari Tamm"))
            try reader.inDatabase { try $0.execute(sql: "COMMIT") }
            try reader.close()
            try store.close()
            #expect(!files(of: store.path, hold: "Mari Tamm"))
        }
    }

    @Test func shownExpertIsTheDecodedOne() throws {
        try withStore { store in
            var draw = RandomRecords(seed: 99)
            for _ in 0..<50 {
                let expert = try draw.expert()
                try store.writeAndWait { transaction in
                    try transaction.append(JournalDraft(by: "ncp", .expertPut, "x", [.expert(expert)]), at: Sample.now)
                    try transaction.setName(expert.name, of: expert.id)
                    try transaction.setPartner(expert.partner, of: expert.id)
                }
                let json = try #require(try store.read { try $0.expertJSON(expert.id) })
                #expect(try Expert(Roster.Expert(json: json), existing: nil, now: .never) == expert)
            }
            #expect(try store.read { try $0.expertJSON(ExpertID("EST-NONE")) } == nil)
        }
    }
}
