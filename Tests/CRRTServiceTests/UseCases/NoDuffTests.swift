import CRRTDomain
import CRRTProtocol
import CRRTStore
import CRRTTestSupport
import Testing
import Varlink

@testable import CRRTService

/// A no-duff message is about a real matter in the middle of an exercise: every reply says so until it is cleared.
@Suite("No duff")
struct NoDuffTests {
    @Test("every marked reply, the status and WhoAmI tell of it, to everybody, until it is cleared")
    func everywhere() throws {
        try InProcessDesk.with(InjectTests.site) { (desk) throws in
            func told(_ uid: UInt32) throws -> [Bool?] {
                [
                    try desk.call(Service.Status.self, .init(), as: uid).marking?.noDuff,
                    try desk.call(Service.Status.self, .init(), as: uid).noDuff.map { $0 == ["Medical emergency in building 4"] },
                    try desk.call(Service.WhoAmI.self, .init(), as: uid).noDuff,
                    try desk.call(Roster.ListNations.self, .init(), as: uid).marking?.noDuff,
                    try desk.call(Exercise.ListNoDuff.self, .init(), as: uid).messages.map { !$0.isEmpty ? true : nil } ?? nil,
                ]
            }
            let everybody = [
                TestSite.duty, TestSite.contact("EST"), TestSite.authority, TestSite.auditor, TestSite.administrator, InjectTests.control,
            ]
            for uid in everybody { #expect(try told(uid) == [nil, nil, nil, nil, nil], "uid \(uid)") }
            let raised = try desk.call(
                Exercise.RaiseNoDuff.self, .init(text: "Medical emergency in building 4"), as: TestSite.contact("EST"))
            #expect(raised.marking?.noDuff == true)
            for uid in everybody { #expect(try told(uid) == [true, true, true, true, true], "uid \(uid)") }
            for uid in [TestSite.duty, TestSite.contact("LVA"), TestSite.auditor] {
                let read = try desk.call(Journal.Read.self, .init(limit: 100), as: uid)
                #expect(read.entries?.last?.event == "noDuff.raised" && read.entries?.last?.detail("text") == raised.message.text)
            }
            for uid in [TestSite.duty, TestSite.contact("EST"), TestSite.auditor] {
                #expect(try desk.ask(Exercise.ClearNoDuff.self, .init(id: raised.message.id), as: uid).errorName == "PermissionDenied")
            }
            _ = try desk.call(Exercise.ClearNoDuff.self, .init(id: raised.message.id), as: TestSite.administrator)
            for uid in everybody { #expect(try told(uid) == [nil, nil, nil, nil, nil], "uid \(uid)") }
            #expect(
                try desk.ask(Exercise.ClearNoDuff.self, .init(id: raised.message.id), as: InjectTests.control).errorName
                    == "IllegalTransition")
            #expect(try desk.call(Exercise.ListNoDuff.self, .init(all: true), as: TestSite.duty).messages?.map(\.state) == [.cleared])
        }
    }

    @Test("it survives a restart, and its number is limited")
    func limits() throws {
        try InProcessDesk.with(InjectTests.site) { (desk) throws in
            func raise(_ text: String, as uid: UInt32) throws -> Service.InvalidRecord? {
                try desk.ask(Exercise.RaiseNoDuff.self, .init(text: text), as: uid).error?.as(Service.InvalidRecord.self)
            }
            let people = TestSite.nations.prefix(ExerciseMessage.mostStanding / ExerciseMessage.mostStandingOfOne).map {
                TestSite.contact($0)
            }
            for uid in people {
                for number in 1...ExerciseMessage.mostStandingOfOne { #expect(try raise("matter \(number)", as: uid) == nil) }
                if uid == people[0] { #expect(try raise("one more", as: uid)?.reason.contains("5 of your") == true, "others still can") }
            }
            #expect(try raise("one more", as: TestSite.duty)?.reason.contains("100 no-duff") == true)
            #expect(
                try desk.ask(Exercise.RaiseNoDuff.self, .init(text: "two\nlines"), as: TestSite.duty).error?
                    .as(Service.InvalidRecord.self)?.field == "text")
            try desk.restart(killed: true, afterHours: 1)
            #expect(try desk.call(Service.WhoAmI.self, .init(), as: TestSite.duty).noDuff == true)
            #expect(try desk.call(Service.Status.self, .init(), as: TestSite.duty).noDuff?.count == ExerciseMessage.mostStanding)
        }
    }
}
