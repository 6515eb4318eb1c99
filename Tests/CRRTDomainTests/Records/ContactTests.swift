import CRRTDomain
import Testing

/// Points of contact: what is taken, and what is refused by name.
@Suite("Contacts") struct ContactTests {
    @Test("a telephone or a mailbox is needed, and is one")
    func reached() throws {
        func fault(phone: String? = nil, mail: String? = nil, handle: String = "it-lead", role: String = "IT", name: String? = nil)
            -> String?
        {
            do {
                _ = try Contact(handle: handle, role: role, name: name, phone: phone, mail: mail)
                return nil
            } catch { return error.field }
        }
        for phone in ["+355 4 222 1234", "112", "(02) 555-0123", "030/1815"] { #expect(fault(phone: phone) == nil, "\(phone)") }
        for phone in ["12", "+", "call me", "+355 x12", "1+2 345"] { #expect(fault(phone: phone) == "phone", "\(phone)") }
        for mail in ["soc@mod.example", "o'neill+duty@x"] { #expect(fault(mail: mail) == nil, "\(mail)") }
        for mail in ["soc", "@x", "a@", "a@b@c", "a b@c", "<a@b>", "a@b,c"] { #expect(fault(mail: mail) == "mail", "\(mail)") }
        #expect(fault() == "phone")
        #expect(fault(phone: " ", mail: "") == "phone")
        for handle in ["", "ÍT", "it lead", "it_lead", String(repeating: "a", count: 33)] {
            #expect(fault(phone: "112", handle: handle) == "handle", "\(handle)")
        }
        #expect(try Contact(handle: "IT-Lead", role: "IT", phone: "112").handle == "it-lead")
        #expect(fault(phone: "112", role: " ") == "role")
        #expect(fault(phone: "112", name: String(repeating: "n", count: 101)) == "name")
    }

    @Test("references are told apart, and there are at most twenty")
    func references() throws {
        let period = try Period(start: Instant("2026-12-01T00:00:00Z"), end: Instant("2026-12-05T00:00:00Z"))
        let albania = try NationCode("ALB")
        func fault(_ references: [String]) -> String? {
            do throws(InvalidField) {
                _ = try Request(
                    nation: albania, title: "Help", classification: .restricted, releasableTo: ["NATO"], mode: .both, period: period,
                    seats: [], effects: ["sinkhole"], references: references)
                return nil
            } catch { return error.field }
        }
        #expect(fault([]) == nil)
        #expect(fault((1...20).map { "ticket \($0)" }) == nil)
        #expect(fault((1...21).map { "ticket \($0)" }) == "references")
        #expect(fault(["ticket 1", "ticket 1"]) == "references[1]")
        #expect(fault([" "]) == "references[0]")
    }
}
