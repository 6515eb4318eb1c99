import CRRTTestSupport
import Glibc
import Testing

/// A server that takes connections and says nothing.
@Suite("a silent server")
struct SilentServerTests {
    @Test(
        "is given up after the time that was given, with the next step",
        arguments: [
            ["whoami"], ["watch"], ["audit", "verify"], ["roster", "export"], ["board", "--once"],
            ["tasking", "order", "TSK-ALB-2026-0001-1"],
        ])
    func givenUp(verb: [String]) throws {
        try TemporaryFolder.with { folder in
            let socket = folder.file("s")
            try ScriptedServer.with(socket, reply: nil) { _ in
                let run = try ShellRun("crrtctl --socket \(socket) --timeout 1 \(verb.joined(separator: " "))", in: folder)
                #expect(run.status == 69, "\(run.status) \(run.errors)")
                #expect(run.errors.contains("\(socket): the daemon says nothing within 1 s"), "\(run.errors)")
                #expect(run.errors.contains("try: systemctl status crrtd, or --timeout SECONDS to wait longer"), "\(run.errors)")
            }
        }
    }

    @Test("is given up although its queue of connections is full; the environment may say when")
    func full() throws {
        try TemporaryFolder.with { folder in
            let socket = folder.file("s")
            try ScriptedServer.full(socket) {
                let run = try ShellRun("CRRT_TIMEOUT=1 crrtctl --socket \(socket) whoami", in: folder)
                #expect(run.status == 69 && run.errors.contains("says nothing within 1 s"), "\(run.status) \(run.errors)")
            }
        }
    }

    private static let hello =
        #"{"parameters":{"vendor":"v","product":"p","version":"1","url":"u","interfaces":[],"marking":null}}"#

    @Test("after a change it is not known whether that was done: the command that asks again is named", arguments: [false, true])
    func unknown(ends: Bool) throws {
        try TemporaryFolder.with { folder in
            let record = #"{"id":"EST-0001","nation":"EST","skills":{"PD-WRL-003":3},"noticeHours":12,"mode":"both"}"#
            try folder.write(record, to: "r.json")
            func run(_ words: String) throws -> (run: ShellRun, sent: String) {
                let socket = folder.file("s")
                unlink(socket)
                return try ScriptedServer.with(socket, reply: Self.hello, most: 1, ends: ends) { server in
                    (try ShellRun("crrtctl --socket \(socket) --timeout 1 \(words)", in: folder), server.text)
                }
            }
            for words in ["expert put r.json", "expert put r.json --idempotency-key k1"] {
                let change = try run(words)
                #expect(change.sent.contains("PutExpert"))
                #expect(change.run.status == 75, "\(change.run.status) \(change.run.errors)")
                #expect(change.run.errors.contains(ends ? "closed the connection" : "says nothing within 1 s"), "\(change.run.errors)")
                #expect(change.run.errors.contains("the change may have been made or not"), "\(change.run.errors)")
                let again = try #require(change.run.errors.firstMatch(of: /try: (crrtctl .* expert put r.json --idempotency-key (.*))\n/))
                #expect(change.sent.contains("\"idempotencyKey\":\"\(again.2)-1\""))
                #expect(words.hasSuffix("k1") == (again.2 == "k1"))
            }
            // A rehearsal changes nothing, and a change that was not sent was not made.
            let rehearsal = try run("expert put r.json --dry-run").run
            #expect(rehearsal.status == 69 && !rehearsal.errors.contains("may have been made"), "\(rehearsal.errors)")
            let socket = folder.file("s")
            unlink(socket)
            try ScriptedServer.with(socket, reply: nil) { server in
                let unsent = try ShellRun("crrtctl --socket \(socket) --timeout 1 expert put r.json", in: folder)
                #expect(unsent.status == 69 && !server.text.contains("PutExpert"), "\(unsent.errors)")
            }
        }
    }

    @Test("a time to wait is whole seconds", arguments: ["0", "x", "1.5", "-1", "90000"])
    func usage(seconds: String) throws {
        try TemporaryFolder.with { folder in
            let option = try ShellRun("crrtctl whoami --timeout=\(seconds)", in: folder)
            #expect(option.status == 64 && option.errors.contains("whole seconds"), "\(option.errors)")
            let variable = try ShellRun("CRRT_TIMEOUT=\(seconds) crrtctl whoami", in: folder)
            #expect(variable.status == 64 && variable.errors.contains("CRRT_TIMEOUT"), "\(variable.errors)")
        }
    }
}
