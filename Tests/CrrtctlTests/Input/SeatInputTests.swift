import CRRTDomain
import CRRTProtocol
import Testing

@testable import crrtctl

@Suite struct SeatInputTests {
    @Test(arguments: [
        ("GX-SKL-001:4", Requests.Seat(skill: "GX-SKL-001", minLevel: 4)),
        ("GX-SKL-001:4x2", Requests.Seat(skill: "GX-SKL-001", minLevel: 4, count: 2)),
        ("GX-SKL-001:4@NS", Requests.Seat(skill: "GX-SKL-001", minLevel: 4, minClearance: .NS)),
        (
            "PD-WRL-003:5x3@CTS+ATOMAL+BOHEMIA,lead",
            Requests.Seat(skill: "PD-WRL-003", minLevel: 5, count: 3, minClearance: .CTS, accesses: ["ATOMAL", "BOHEMIA"], lead: true)
        ),
        ("GX-SKL-001:1+ATOMAL", Requests.Seat(skill: "GX-SKL-001", minLevel: 1, accesses: ["ATOMAL"])),
    ])
    func understood(text: String, wanted: Requests.Seat) throws {
        let seat = try SeatInput.seat(text)
        #expect(seat == wanted)
        #expect(seat.word == text)
    }

    @Test(arguments: [
        ("GX-SKL-001", "there is no level"), ("GX-SKL-001:6", "no level from 1 to 5"), ("GX-SKL-001:0", "no level from 1 to 5"),
        ("GX-SKL-001:4x0", "no number of people"), ("GX-SKL-001:4xtwo", "no number of people"),
        ("GX-SKL-001:4@SECRET", "NU, NR, NC, NS, CTS"),
        ("gx-skl-1:4", "no skill code"), ("GX-SKL-001:4,leads", "only 'lead'"), ("GX-SKL-001:4,lead,lead", "only 'lead'"),
        ("", "there is no level"),
    ])
    func refused(text: String, hint: String) {
        #expect { try SeatInput.seat(text) } throws: { error in (error as? InvalidField)?.reason.contains(hint) == true }
    }

    @Test func otherWords() throws {
        #expect(try WordInput.nation("est") == "EST")
        #expect(WordInput.names("NATO,ukr") == ["NATO", "UKR"])
        #expect(try WordInput.assignment("EST-0042@3") == Taskings.Assignment(seat: 3, expert: "EST-0042"))
        #expect(try WordInput.weight("nation=0").value == 0)
        #expect(try WordInput.language("eng:3332").profile == "3332")
        for refused in ["nations=0", "nation", "nation=-1", "nation=x"] {
            #expect(throws: InvalidField.self) { try WordInput.weight(refused) }
        }
        #expect(throws: InvalidField.self) { try WordInput.nation("EE") }
        #expect(throws: InvalidField.self) { try WordInput.assignment("EST-0042") }
    }
}
