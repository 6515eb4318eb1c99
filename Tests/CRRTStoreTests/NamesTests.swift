import CRRTDomain
import CRRTProtocol
import GRDB
import Testing
import Varlink

@testable import CRRTStore

/// Names of people: never in the journal, and once erased, nowhere in the files.
@Suite struct NamesTests {
    private func put(_ names: [String?], in store: Store) throws {
        try store.writeAndWait { writing in
            for (number, name) in names.enumerated() {
                let expert = try Sample.expert("EST-\(number)", name: name)
                try writing.append(JournalDraft(by: "ncp", .expertPut, expert.id.text, [.expert(expert)]), at: Sample.now)
                try writing.setName(name, of: expert.id)
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

    /// The answer kept for a repeated command names him too.
    @Test func erasedNamesLeaveTheReceipts() throws {
        try withStore { store in
            try put(["Mari Tamm", "Jaan Kask"], in: store)
            try store.writeAndWait { writing in
                for (number, name) in ["Mari Tamm", "Jaan Kask"].enumerated() {
                    let answer = #"{"expert":{"id":"EST-\#(number)","name":"\#(name)"},"seq":1}"#
                    let receipt = Receipt(method: "PutExpert", question: [1], answer: answer)
                    try writing.keep(receipt, principal: "ncp", key: "k\(number)", at: Sample.now)
                }
                try writing.setName(nil, of: ExpertID("EST-0"))
            }
            #expect(!files(of: store.path, hold: "Mari Tamm"))
            let answers = try store.writeAndWait {
                [try $0.receipt(principal: "ncp", key: "k0"), try $0.receipt(principal: "ncp", key: "k1")]
            }
            #expect(answers[0]?.answer == #"{"expert":{"id":"EST-0"},"seq":1}"#)
            #expect(answers[1]?.answer.contains("Jaan Kask") == true)
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
                try store.writeAndWait { writing in
                    try writing.append(JournalDraft(by: "ncp", .expertPut, "x", [.expert(expert)]), at: Sample.now)
                    try writing.setName(expert.name, of: expert.id)
                }
                let json = try #require(try store.read { try $0.expertJSON(expert.id) })
                #expect(try Expert(Roster.Expert(json: json), existing: nil, now: .never) == expert)
            }
            #expect(try store.read { try $0.expertJSON(ExpertID("EST-NONE")) } == nil)
        }
    }
}
