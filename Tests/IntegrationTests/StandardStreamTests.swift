import CRRTTestSupport
import Foundation
import Testing
import Varlink

/// Standard streams that are closed, and standard output under its other names.
@Suite("standard streams")
struct StandardStreamTests {
    @Test(
        "a result that cannot be written is an error",
        arguments: ["version", "--version", "--help", "help match", "completion bash"])
    func closedOutput(verb: String) throws {
        try TemporaryFolder.with { folder in
            let closed = try ShellRun("crrtctl \(verb) >&-", in: folder)
            #expect(closed.status == 1 && closed.errors.contains("write error on standard output: Bad file descriptor"), "\(closed.errors)")
            let full = try ShellRun("crrtctl \(verb) >/dev/full", in: folder)
            #expect(full.status == 1 && full.errors.contains("write error on standard output: No space left on device"), "\(full.errors)")
        }
    }

    @Test("no output goes into another descriptor", arguments: ["2>&-", ">&- 2>&-", "<&- >&- 2>&-", "<&- 2>&-"])
    func closed(streams: String) throws {
        try TemporaryFolder.with { folder in
            let socket = folder.file("s")
            let refusal = #"{"error":"io.crrtd.Service.Refused","parameters":{"message":"not here"}}"#
            try ScriptedServer.with(socket, reply: refusal) { server in
                let run = try ShellRun("crrtctl --socket \(socket) whoami \(streams)", in: folder)
                #expect(run.status == 1)
                #expect(server.text.contains("io.crrtd.Service.WhoAmI") && !server.text.contains("crrtctl"), "\(server.text)")
            }
        }
    }

    @Test("what a closed input would have said is not read from another descriptor")
    func closedInput() throws {
        try TemporaryFolder.with { folder in
            // An amendment asks the daemon first, so that the connection would have the number of the closed input.
            let socket = folder.file("s")
            let reply = "{\"parameters\":{\"request\":\(SmallWorld.terms(from: 0, days: 1).jsonString())}}"
            try ScriptedServer.with(socket, reply: reply) { _ in
                let run = try ShellRun("crrtctl --socket \(socket) request amend REQ-ALB-2026-0001 - <&-", in: folder)
                #expect(run.status == 1 && run.errors.contains("standard input: Bad file descriptor"), "\(run.errors)")
            }
        }
    }

    @Test("crrtctl-yaml does not answer into its own input, nor as if it had answered")
    func yaml() throws {
        try TemporaryFolder.with { folder in
            try folder.write("id: EST-0001\n", to: "r.yaml")
            let closed = try ShellRun("crrtctl-yaml r.yaml >&-", in: folder)
            #expect(closed.status == 74 && closed.errors.contains("write error on standard output"), "\(closed.errors)")
            let piped = try ShellRun("printf '\\357\\273\\277id: EST-0001\\n' | crrtctl-yaml -", in: folder)
            #expect(piped.status == 0 && piped.output.contains(#""id":"EST-0001""#), "\(piped.output)\(piped.errors)")
            // With a limit of memory, since a program without one for its input would take all that there is.
            let endless = try ShellRun("ulimit -v 4000000; crrtctl-yaml /dev/zero", in: folder)
            #expect(endless.status == 66 && endless.errors.contains("File too large"), "\(endless.status) \(endless.errors)")
        }
    }
}
