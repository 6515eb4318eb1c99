import CRRTDomain
import Testing

@testable import CRRTStore

@Suite struct ReceiptTests {
    private let question = Receipt.digest(of: Array(#"{"id":"EST-1"}"#.utf8))

    private func keep(_ store: Store, principal: String = "ncp (uid 1)", key: String = "k", days: Int = 0) throws {
        let receipt = Receipt(method: "io.crrtd.Roster.PutExpert", question: question, answer: #"{"seq":1}"#)
        try store.writeAndWait { try $0.keep(receipt, principal: principal, key: key, at: Sample.now.adding(days: days)) }
    }

    private func find(_ store: Store, principal: String = "ncp (uid 1)", key: String = "k") throws -> Receipt? {
        try store.writeAndWait { try $0.receipt(principal: principal, key: key) }
    }

    @Test func sameKeySameQuestion() throws {
        try withStore { store in
            #expect(try find(store) == nil)
            try keep(store)
            let receipt = try #require(try find(store))
            #expect(receipt.answer == #"{"seq":1}"#)
            #expect(receipt.answers("io.crrtd.Roster.PutExpert", question))
        }
    }

    @Test func otherQuestion() throws {
        try withStore { store in
            try keep(store)
            let receipt = try #require(try find(store))
            #expect(!receipt.answers("io.crrtd.Roster.PutExpert", Receipt.digest(of: Array(#"{"id":"EST-2"}"#.utf8))))
            #expect(!receipt.answers("io.crrtd.Roster.PutTeam", question))
        }
    }

    @Test func otherPrincipalOrKey() throws {
        try withStore { store in
            try keep(store)
            #expect(try find(store, principal: "ncp (uid 2)") == nil)
            #expect(try find(store, key: "K") == nil)
            try keep(store, principal: "ncp (uid 2)")
            #expect(throws: WriteFailure.self, "one key, one answer") { try keep(store) }
        }
    }

    @Test func keptThirtyDays() throws {
        try withStore { store in
            try keep(store, key: "old")
            try keep(store, key: "newer", days: 1)
            try keep(store, key: "now", days: 30)
            #expect(try find(store, key: "old") != nil)
            try keep(store, key: "later", days: 31)
            #expect(try find(store, key: "old") == nil)
            #expect(try find(store, key: "newer") != nil)
        }
    }

    @Test func goneWithItsChange() throws {
        struct Refusal: Error {}
        try withStore { store throws in
            let receipt = Receipt(method: "M", question: question, answer: "{}")
            #expect(throws: Refusal.self) {
                try store.writeAndWait { transaction in
                    try transaction.keep(receipt, principal: "ncp (uid 1)", key: "k", at: Sample.now)
                    throw Refusal()
                }
            }
            #expect(try find(store) == nil)
        }
    }
}
