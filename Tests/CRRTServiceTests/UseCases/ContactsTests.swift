import CRRTDomain
import CRRTProtocol
import CRRTStore
import CRRTTestSupport
import Foundation
import JournalProof
import Testing
import Varlink

@testable import CRRTService

/// Whom to call: of requests and of nations.
@Suite("Contacts on record")
struct ContactsTests {
    private static let name = "Besnik Hoxha-Kontakti"

    private func contact(_ handle: String = "it-lead", name: String? = ContactsTests.name) -> Requests.Contact {
        .init(handle: handle, role: "head of IT", name: name, phone: "+355 4 222 1234", hours: "24/7")
    }

    @Test("a request's contacts are for its nation, the centre and those whose people are ordered or out for it")
    func shown() throws {
        for stage in [Tasking.State.awaitingConsent, .consented, .ordered, .onTask] {
            try SharedTasking.with(at: stage) { shared in
                let changed = try shared.desk.call(
                    Requests.Correct.self, .init(id: shared.request, references: ["ticket 417"], contacts: [contact()]),
                    as: SharedTasking.albania)
                #expect(changed.request.references == ["ticket 417"])
                #expect(try shared.state == stage, "no nation consents to them")
                func contacts(_ uid: UInt32) throws -> [Requests.Contact]? {
                    try shared.desk.call(Requests.Get.self, .init(id: shared.request), as: uid).contacts
                }
                for uid in [SharedTasking.albania, TestSite.duty, TestSite.authority, TestSite.auditor] {
                    #expect(try contacts(uid) == [contact()], "\(uid)")
                }
                let isHeld = stage == .ordered || stage == .onTask
                for uid in [SharedTasking.estonia, SharedTasking.latvia] {
                    #expect(try contacts(uid) == (isHeld ? [contact()] : nil), "\(uid) at \(stage)")
                }
                guard stage == .onTask else { return }
                _ = try shared.recall("LVA").reply()
                #expect(try contacts(SharedTasking.latvia) == [contact()], "they are on the way home")
                _ = try shared.step(.home, ["LVA-0001"]).reply()
                #expect(try contacts(SharedTasking.latvia) == nil)
                #expect(try contacts(SharedTasking.estonia) == [contact()])
            }
        }
    }

    @Test("a nation that is asked reads what was corrected and amended, but nothing of the contacts")
    func others() throws {
        try SharedTasking.with(at: .consented) { shared in
            let albania = SharedTasking.albania
            _ = try shared.desk.call(
                Requests.Correct.self, .init(id: shared.request, title: "Right", references: ["ticket 417"], contacts: [contact()]),
                as: albania)
            _ = try shared.desk.call(Requests.Correct.self, .init(id: shared.request, contacts: []), as: albania)
            func changes(_ uid: UInt32) throws -> [String] {
                let entries = try shared.desk.call(Journal.Read.self, .init(limit: 100, subject: shared.request), as: uid).entries ?? []
                return entries.filter { $0.event == JournalEvent.requestCorrected.rawValue }.map {
                    $0.payload["detail"]?.objectValue?["changed"]?.stringValue ?? "-"
                }
            }
            let fields = #"title: Help -> Right"# + "\n" + #"references: nothing -> ticket 417"#
            for uid in [SharedTasking.estonia, SharedTasking.latvia] {
                let read = try changes(uid)
                #expect(read.last == "-" && read.first?.contains("title: ") == true && read.first?.contains("contacts") == false, "\(read)")
                #expect(read.first?.split(separator: "\n").count == fields.split(separator: "\n").count, "\(read)")
            }
            #expect(try changes(TestSite.duty).allSatisfy { $0.contains("contacts: ") })
        }
    }

    @Test("closing a request erases its contacts") func closed() throws {
        try OneTasking.with(at: .consented) { (one) throws in
            _ = try one.desk.call(Requests.Correct.self, .init(id: one.request, contacts: [contact()]), as: OneTasking.albania)
            _ = try one.desk.call(Taskings.Abort.self, .init(id: one.id, reason: "own means"), as: TestSite.duty)
            _ = try one.desk.call(Requests.Close.self, .init(id: one.request, outcome: "recovered"), as: TestSite.duty)
            #expect(try one.desk.call(Requests.Get.self, .init(id: one.request), as: OneTasking.albania).contacts == nil)
            let read = Journal.Read.Parameters(limit: 100, subject: one.request)
            let entries = try one.desk.call(Journal.Read.self, read, as: TestSite.auditor).entries ?? []
            let changed = entries.last?.payload["detail"]?.objectValue?["changed"]?.stringValue
            #expect(changed?.hasPrefix("contacts: it-lead ") == true && changed?.hasSuffix(" -> nothing") == true)
        }
    }

    @Test("the journal has handles and digests, each change has its revision, and the same again is refused")
    func journalled() throws {
        try OneTasking.with(at: .awaitingConsent) { (one) throws in
            func correct(_ contacts: [Requests.Contact], ifRevision: Int? = nil) throws -> Answer<Requests.Correct.Reply> {
                try one.desk.ask(
                    Requests.Correct.self, .init(id: one.request, ifRevision: ifRevision, contacts: contacts), as: OneTasking.albania)
            }
            func changed() throws -> String {
                let read = Journal.Read.Parameters(limit: 100, subject: one.request)
                let entries = try one.desk.call(Journal.Read.self, read, as: TestSite.auditor).entries ?? []
                return entries.last?.payload["detail"]?.objectValue?["changed"]?.stringValue ?? ""
            }
            let first = try correct([contact()]).reply().request.revision
            let digest = try #require(try changed().split(separator: " ").last.map(String.init))
            #expect(try changed() == "contacts: nothing -> it-lead \(digest)" && digest.count == 64)
            #expect(try correct([contact()]).error?.as(Service.InvalidRecord.self)?.field == "contacts")
            #expect(try correct([contact("press")], ifRevision: (first ?? 0) - 1).errorName == "StaleRevision")
            _ = try correct([contact(), contact("press", name: nil)], ifRevision: first).reply()
            #expect(try changed().contains("it-lead \(digest) -> it-lead \(digest), press "), "what stays keeps its digest")
            _ = try correct([]).reply()
            #expect(try changed().hasSuffix("-> nothing"))
            let twice = try correct([contact(), contact()]).error?.as(Service.InvalidRecord.self)
            #expect(twice?.field == "contacts[1].handle")
            let many = (0...Contact.most).map { contact("h\($0)") }
            #expect(try correct(many).errorName != nil)
            let all = try one.desk.call(Journal.Read.self, .init(limit: 1000), as: TestSite.auditor).entries ?? []
            #expect(!all.isEmpty && !all.contains { $0.payload.jsonString().contains(Self.name) })
        }
    }

    @Test("what was replaced or removed is in no file any more", arguments: ["replaced", "removed", "nation"])
    func erased(how: String) throws {
        try InProcessDesk.with { (desk) throws in
            func isInFiles() -> Bool {
                ["", "-wal"].contains { end in
                    let bytes = FileManager.default.contents(atPath: desk.store.path + end) ?? Data()
                    return bytes.range(of: Data(Self.name.utf8)) != nil
                }
            }
            let albania = TestSite.contact("ALB")
            if how == "nation" {
                let wire = Roster.Contact(nation: "ALB", handle: "watch", role: "watch", name: Self.name, phone: "112 112")
                _ = try desk.call(Roster.PutContact.self, .init(contact: wire, idempotencyKey: "once"), as: albania)
                #expect(isInFiles())
                _ = try desk.call(Roster.RemoveContact.self, .init(nation: "ALB", handle: "watch"), as: albania)
            } else {
                let submit = Requests.Submit.Parameters(request: OneTasking.terms(), idempotencyKey: "once", contacts: [contact()])
                let id = try #require(try desk.call(Requests.Submit.self, submit, as: albania).request.id)
                #expect(isInFiles())
                let left = how == "removed" ? [] : [contact(name: "Another")]
                _ = try desk.call(Requests.Correct.self, .init(id: id, contacts: left), as: albania)
                #expect(
                    try desk.call(Requests.Get.self, .init(id: id), as: albania).contacts?.map(\.name) == (left.isEmpty ? nil : ["Another"])
                )
            }
            #expect(!isInFiles())
        }
    }

    @Test("a nation keeps its own contacts; the centre reads all, and those read them with whom it has people out")
    func ofNations() throws {
        func wire(_ nation: String, _ handle: String = "watch") -> Roster.Contact {
            .init(nation: nation, handle: handle, role: "duty watch", mail: "watch@\(nation.lowercased()).example")
        }
        for stage in [Tasking.State.consented, .ordered] {
            try SharedTasking.with(at: stage) { shared in
                for nation in ["ALB", "EST", "LVA", "POL"] {
                    _ = try shared.desk.call(Roster.PutContact.self, .init(contact: wire(nation)), as: TestSite.contact(nation))
                }
                func nations(_ uid: UInt32) throws -> [String] {
                    try shared.desk.call(Roster.ListContacts.self, .init(nation: nil), as: uid).contacts?.map(\.nation) ?? []
                }
                #expect(try nations(TestSite.duty) == ["ALB", "EST", "LVA", "POL"])
                let isHeld = stage == .ordered
                #expect(try nations(SharedTasking.albania) == (isHeld ? ["ALB", "EST", "LVA"] : ["ALB"]))
                #expect(try nations(SharedTasking.estonia) == (isHeld ? ["ALB", "EST"] : ["EST"]), "not of others who are there")
                #expect(try nations(SharedTasking.poland) == ["POL"])
                let foreign = try shared.desk.ask(Roster.PutContact.self, .init(contact: wire("EST")), as: SharedTasking.latvia)
                #expect(foreign.errorName == "PermissionDenied")
                let none = try shared.desk.ask(
                    Roster.RemoveContact.self, .init(nation: "EST", handle: "none"), as: SharedTasking.estonia)
                #expect(none.errorName == "NoSuchRecord")
            }
        }
        try InProcessDesk.with { (desk) throws in
            for number in 0..<Contact.most {
                _ = try desk.call(Roster.PutContact.self, .init(contact: wire("EST", "h\(number)")), as: TestSite.contact("EST"))
            }
            let more = try desk.ask(Roster.PutContact.self, .init(contact: wire("EST", "one-more")), as: TestSite.contact("EST"))
            #expect(more.error?.as(Service.InvalidRecord.self)?.field == "contact.handle")
            _ = try desk.call(Roster.PutContact.self, .init(contact: wire("EST", "h0")), as: TestSite.contact("EST"))
            let lost = try desk.ask(Roster.PutContact.self, .init(contact: wire("XYZ")), as: TestSite.contact("EST"))
            #expect(lost.error?.as(Service.InvalidRecord.self)?.field == "contact.nation")
            #expect(try desk.call(Roster.ListContacts.self, .init(nation: "EST"), as: TestSite.duty).contacts?.count == Contact.most)
        }
    }
}
