import CRRTTestSupport
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

    @Test("after a change it is not known whether that was done, and it is said")
    func unknown() throws {
        try TemporaryFolder.with { folder in
            let socket = folder.file("s")
            let record = #"{"id":"EST-0001","nation":"EST","skills":{"PD-WRL-003":3},"noticeHours":12,"mode":"both"}"#
            try folder.write(record, to: "r.json")
            try ScriptedServer.with(socket, reply: nil) { _ in
                let change = try ShellRun("crrtctl --socket \(socket) --timeout 1 expert put r.json", in: folder)
                #expect(change.status == 69 && change.errors.contains("may still be done; look before you ask again"), "\(change.errors)")
                let read = try ShellRun("crrtctl --socket \(socket) --timeout 1 expert show EST-0001", in: folder)
                #expect(read.status == 69 && !read.errors.contains("may still be done"), "\(read.errors)")
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
