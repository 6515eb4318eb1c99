import CRRTProtocol
import CRRTTestSupport
import Foundation
import Glibc
import JournalProof
import Testing
import Varlink

/// What becomes of the file of a handover report, and of what happens while it is signed.
@Suite("A report and its signature")
struct SignedReportTests {
    private static func bytes(_ path: String) throws -> [UInt8] { try Array(Data(contentsOf: URL(fileURLWithPath: path))) }

    private static func last(_ shift: Shift) throws -> Handover.Signature {
        try #require(Handover.List.Reply(json: shift.type("duty-desk", "handover list --json")).handovers.first)
    }

    @Test("what happens between the reading and the signature is in the next report")
    func betweenReadingAndSignature() throws {
        try Shift.with { shift in
            let path = shift.daemon.folder.file("read.txt")
            try shift.type("duty-desk", "report handover --output \(path)")
            let position = try Service.Status.Reply(json: shift.type("duty-desk", "status --json")).seq
            try shift.type("ncp-alb", "request cancel \(shift.new) --yes --reason gone")
            try shift.type("duty-desk", "note add \(shift.asked)", "Between the two")
            let words = "handover sign --to duty-desk-2 --report \(path) --since=-1h --position \(position)"
            try shift.type("duty-desk", words)
            try shift.type("duty-desk-2", "handover accept --report \(path)")
            let told = try shift.type("duty-desk-2", "report handover")
            #expect(told.contains("the report of the last handover to duty-desk-2"), "\(told)")
            #expect(told.contains(shift.new) && told.contains("gone") && told.contains("Between the two"), "\(told)")
            #expect(!told.contains("Two of three sites are back"), "that was told before\n\(told)")
            // A position that tells nothing does not reach back before the shift.
            let begin = try Self.last(shift).at
            let second = words.replacing("--position \(position)", with: "--position 0").replacing("--since=-1h", with: "--since \(begin)")
            try shift.type("duty-desk", second)
            try shift.type("duty-desk-2", "handover accept")
            let third = try JSONObject(json: Array(shift.type("duty-desk-2", "report handover --json").utf8))
            #expect(try Self.last(shift).position == 0 && third["since"]?.stringValue == begin, "\(third.jsonString())")
        }
    }

    @Test("a refused signature leaves what a symbolic link leads to")
    func links() throws {
        try Shift.with { shift in
            let (real, link) = (shift.daemon.folder.file("real.txt"), shift.daemon.folder.file("link.txt"))
            try shift.daemon.folder.write("OLD SIGNED\n", to: "real.txt")
            #expect(symlink("real.txt", link) == 0)
            for words in [["--to", "nobody"], ["--to", "duty-desk-2", "-n"]] {
                let run = try shift.run("duty-desk", ["handover", "sign", "--output", link] + words)
                #expect(run.status == (words.contains("-n") ? 0 : 1), "\(run.errors)")
                #expect(try String(decoding: Self.bytes(real), as: UTF8.self) == "OLD SIGNED\n")
            }
            try shift.type("duty-desk", "handover sign --to duty-desk-2 --output \(link)")
            #expect(try Self.last(shift).digest == FileDigest.digest(of: Self.bytes(real)))
            #expect((try? FileManager.default.destinationOfSymbolicLink(atPath: link)) == "real.txt")
        }
    }

    @Test("a report that cannot be printed is not signed, and one that is refused is said not to be")
    func printed() throws {
        try Shift.with { shift in
            func sign(_ words: String) throws -> ShellRun {
                try ShellRun("crrtctl --as duty-desk handover sign \(words)", ["CRRT_SOCKET": shift.daemon.socket], in: shift.daemon.folder)
            }
            for words in ["> /dev/full", "--output /dev/full"] {
                let full = try sign("--to duty-desk-2 \(words)")
                #expect(full.status == 1 && full.errors.contains("No space left"), "\(full.errors)")
            }
            #expect(try shift.run("duty-desk", ["handover", "list"]).output.contains("duty-desk-2") == false)
            for words in ["> out.txt", "> out.txt --output /dev/stdout"] {
                let refused = try sign("--to nobody \(words)")
                #expect(refused.status == 1 && refused.errors.contains("is not signed"), "\(refused.errors)")
            }
            #expect(try !shift.run("duty-desk", ["handover", "sign", "--to", "nobody", "-n"]).output.contains("Decide now"))
        }
    }

    /// The daemon does not get the call. What has the name stays, and crrtctl takes the printed command.
    @Test("where it is not known whether it was signed, an earlier report stays", arguments: ["handover.txt", "-x.txt"])
    func notKnown(name: String) throws {
        try Shift.with { shift in
            let (folder, socket) = (shift.daemon.folder, shift.daemon.folder.file("relay"))
            func sign() throws -> String {
                unlink(socket)
                let run = try LosingRelay.with(socket, to: shift.daemon.socket, losing: "Handover.Sign") {
                    try ShellRun(
                        "crrtctl --as duty-desk --timeout 2 handover sign --to duty-desk-2 --output=\(name)", ["CRRT_SOCKET": socket],
                        in: folder)
                }
                #expect(run.status == 75, "\(run.errors)")
                return try #require(run.errors.firstMatch(of: /try: (crrtctl .*)\n/)).output.1.description
            }
            let first = try sign()
            let early = try Self.bytes(folder.file(name))
            let unconfirmed = name.replacing(".txt", with: ".unconfirmed.txt")
            let second = try sign()
            #expect(try Self.bytes(folder.file(name)) == early && Self.bytes(folder.file(unconfirmed)) != early)
            for (command, file) in [(first, name), (second, unconfirmed)] {
                let again = try ShellRun(command, ["CRRT_SOCKET": shift.daemon.socket], in: folder)
                #expect(again.status == 0, "\(command): \(again.errors)")
                #expect(try Self.last(shift).digest == FileDigest.digest(of: Self.bytes(folder.file(file))))
            }
            #expect(try Handover.List.Reply(json: shift.type("duty-desk", "handover list --json")).handovers.count == 2)
        }
    }
}
