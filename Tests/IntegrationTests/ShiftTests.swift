import CRRTProtocol
import CRRTTestSupport
import Foundation
import Glibc
import JournalProof
import Testing
import Varlink

/// A shift with three requests, typed: one to validate, one that waits for answers, one whose people are out. At its end the duty officer
/// reads the report, signs it, and the next one accepts. Exercise control plays them all.
@Suite("A shift and its handover")
struct ShiftTests {
    @Test("the report has all that the next officer must know")
    func report() throws {
        try Shift.with { shift in
            let told = try shift.type("duty-desk", "report handover")
            for words in [
                "Decide now, 2", "duty: validate, ", "duty: release? ends in 4 h", "    crrtctl request validate \(shift.new)\n",
                "\(shift.asked), Hospitals", "> ALB (host): answer for tasking 1 by ", "tasking 1: EST (contribute) agreed",
                "\(shift.out), Ministry", "tasking 1: on task EST-0002", "> duty: release? ends in ",
                "crrtctl consent remind \(shift.asking)\n", "situation report\n", "\(shift.serving): EST-0002: the work ends",
                "\(shift.serving): EST-0002: on task, at", "comes home", "Ask for Ms Hoxha", "Two of three sites are back",
                "Ask for the network plan; owner: duty-desk", "NO DUFF: real matters in the exercise, 1\n", "Fire in building 4",
                "on standby until then: first tier, 2 h notice",
            ] {
                let plain = told.split(separator: "\n").map { $0.drop { $0 == " " } }.joined(separator: " ")
                #expect(told.contains(words) || plain.contains(words.replacing("\n", with: "")), "\(words) is not in\n\(told)")
            }
            #expect(
                told.split(separator: "\n").allSatisfy { $0.count <= 80 || $0.hasPrefix("    crrtctl ") || $0.hasPrefix("EXERCISE ") },
                "\(told)")
            // What happened before the shift is no part of it; where things stand is.
            let later = try shift.type("duty-desk", "report handover --since=-1min")
            #expect(later.contains("> ALB (host): answer for tasking 1") && later.contains("Out or ordered, 1"))
            let early = try shift.run("duty-desk", ["report", "handover", "--since", "+1h"])
            #expect(early.status == 64 && early.errors.contains("--since"), "\(early.errors)")
            let json = try JSONObject(json: Array(shift.type("duty-desk", "report handover --json").utf8))
            #expect(json["requests"]?.arrayValue?.count == 3 && json["decide"]?.arrayValue?.count == 2 && json["marking"] != nil)
        }
    }

    @Test("after a validation the next step is a plan where other requests have open seats")
    func validated() throws {
        try Shift.with { shift in
            let run = try shift.run("duty-desk", ["request", "validate", shift.new])
            #expect(run.status == 0 && run.errors.contains("next: crrtctl plan\n"), "\(run.errors)")
        }
    }

    @Test("a contact point is told of their own part alone")
    func ownPart() throws {
        try Shift.with { shift in
            let told = try shift.type("ncp-lva", "report handover")
            #expect(!told.contains("EST") && !told.contains("Hoxha") && told.contains("no request is open, and none changed"), "\(told)")
            let estonia = try shift.type("ncp-est", "report handover")
            #expect(estonia.contains("on task EST-0002") && !estonia.contains("Hoxha") && !estonia.contains("Ask for the network plan"))
            #expect(try shift.run("ncp-est", ["handover", "list"]).status == 77)
            #expect(try shift.run("ncp-est", ["handover", "sign", "--to", "duty-desk-2"]).status == 77)
        }
    }

    @Test("signed by one, accepted by the other, and the digest is that of the file")
    func signing() throws {
        try Shift.with { shift in
            #expect(try shift.run("duty-desk-2", ["handover", "accept"]).errors.contains("crrtctl handover sign"))
            let path = shift.daemon.folder.file("handover.html")
            let rehearsed = try shift.run("duty-desk", ["handover", "sign", "--to", "duty-desk-2", "--output", path, "--dry-run"])
            #expect(rehearsed.status == 0 && !FileManager.default.fileExists(atPath: path), "\(rehearsed.errors)")
            let signed = try shift.type("duty-desk", "handover sign --to duty-desk-2 --output \(path)")
            let file = try Array(Data(contentsOf: URL(fileURLWithPath: path)))
            let digest = FileDigest.digest(of: file)
            #expect(signed.contains("handed over to duty-desk-2, report \(digest)"), "\(signed)")
            #expect(String(decoding: file, as: UTF8.self).contains("Two of three sites are back"))
            // Printed, the digest is that of what was printed.
            let printed = try shift.run("duty-desk", ["handover", "sign", "--to", "duty-desk-2"])
            #expect(printed.errors.contains(FileDigest.digest(of: Array(printed.output.utf8))), "\(printed.errors)")
            let other = try shift.run("duty-desk-2", ["handover", "accept", "--report", path])
            #expect(other.status != 0 && other.errors.contains("read that one"), "\(other.errors)")
            try shift.type("duty-desk", "handover sign --to duty-desk-2 --output \(path)")
            #expect(try shift.run("duty-desk", ["handover", "accept"]).status == 77)
            #expect(try shift.run("duty-desk", ["handover", "sign", "--to", "duty-desk"]).errors.contains("is you"))
            let accepted = try shift.run("duty-desk-2", ["handover", "accept", "--report", path])
            #expect(accepted.status == 0 && accepted.errors.contains("crrtctl audit log --since "), "\(accepted.errors)")
            #expect(try shift.run("duty-desk-2", ["handover", "accept"]).errors.contains("duty-desk-2 accepted it"))
            let list = try shift.type("auditor", "handover list").split(separator: "\n").map { $0.split(separator: " ") }
            #expect(
                list.compactMap { $0.dropFirst(2).first } == ["STATE", "accepted", "replaced", "replaced"] || list.count == 6, "\(list)")
            let log = try shift.type("duty-desk", "audit log --subject handover")
            #expect(
                log.contains("handed over to duty-desk-2: report ") && log.contains("handover accepted, of duty-desk: report "), "\(log)")
        }
    }
}

extension ShiftTests {
    @Test("a refused signature leaves a signed report as it is, and a report is signed again with its key")
    func signingAgain() throws {
        try Shift.with { shift in
            let path = shift.daemon.folder.file("handover.txt")
            func sign(_ words: String...) throws -> ProgramRun {
                try shift.run("duty-desk", ["handover", "sign", "--to", "duty-desk-2", "--idempotency-key", "K1"] + words)
            }
            func file() throws -> [UInt8] { try Array(Data(contentsOf: URL(fileURLWithPath: path))) }
            #expect(try sign("--output", path).status == 0)
            let signed = try file()
            // Made anew it is another report, to which the key does not belong.
            #expect(try sign("--output", path).status == 1)
            #expect(try shift.run("duty-desk", ["handover", "sign", "--to", "duty-desk-3", "--output", path]).status == 1)
            #expect(try file() == signed)
            let new = shift.daemon.folder.file("new.txt")
            #expect(try shift.run("ncp-est", ["handover", "sign", "--to", "duty-desk-2", "--output", new]).status == 77)
            #expect(!FileManager.default.fileExists(atPath: new))
            #expect(try !FileManager.default.contentsOfDirectory(atPath: shift.daemon.folder.path).contains { $0.hasPrefix(".crrtctl") })

            let last = try #require(
                Handover.List.Reply(json: shift.type("duty-desk", "handover list --json")).handovers.first)
            let position = try #require(last.position)
            let again = try sign("--report", path, "--since", last.since, "--position", "\(position)")
            #expect(again.status == 0 && again.output.contains(FileDigest.digest(of: signed)), "\(again.errors)")
            #expect(try Handover.List.Reply(json: shift.type("duty-desk", "handover list --json")).handovers.count == 1)
            #expect(try sign("--report", path).status == 64)
        }
    }

    @Test("a handover that waits is told, and the next report begins with the one that was accepted")
    func waiting() throws {
        try Shift.with { shift in
            #expect(try shift.type("duty-desk-2", "report handover").contains("12 h ago"))
            let signed = try shift.run("duty-desk", ["handover", "sign", "--to", "duty-desk-2"])
            #expect(
                signed.output.contains(" by duty-desk to duty-desk-2\n") && signed.output.contains("to: duty-desk-2\n"), "\(signed.output)")
            let words = "accept the handover of duty-desk, signed"
            #expect(try shift.type("duty-desk-2", "board --once").contains(words))
            #expect(try shift.type("releasing-authority", "report handover").contains("duty-desk-2: \(words)"))
            #expect(try shift.type("duty-desk-2", "status").contains("handover: of duty-desk to duty-desk-2, signed "))
            #expect(try !shift.type("ncp-est", "status").contains("handover"))
            try shift.type("duty-desk-2", "handover accept")
            #expect(try !shift.type("duty-desk-2", "status").contains("handover"))
            #expect(try shift.type("duty-desk-2", "report handover").contains("the report of the last handover to duty-desk-2"))
            #expect(try shift.type("duty-desk", "report handover").contains("12 h ago"), "it was not to this desk")
            #expect(try shift.type("duty-desk-2", "report handover --since=-1h").contains("as stated"))
        }
    }
}
