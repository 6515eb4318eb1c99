import CRRTProtocol
import CRRTTestSupport
import Foundation
import Glibc
import Testing
import Varlink

/// What reaches the log, the command line and the environment of a real daemon: no forged lines, and no secrets.
@Suite("The log")
struct LogTests {
    /// What would begin a line of its own, raise its priority, steer a terminal or turn the direction of what follows.
    private static let nasty = [
        "\n<0>forged: the roster was erased", "\r\n<2>forged", "\u{1B}[2J\u{1B}]0;forged\u{7}", "\u{2028}<0>forged\u{2029}",
        "\u{85}<0>forged",
        "\u{202E}degrof\u{2066}", "\u{0}\n<1>forged", "forged\nMESSAGE=forged\nPRIORITY=0",
    ]

    @Test("no caller can forge a line of it")
    func injection() throws {
        try RunningDaemon.with { daemon in
            for text in Self.nasty {
                let quoted = text.jsonString()
                for message in [
                    #"{"method":\#(quoted)}"#, #"{"method":"io.crrtd.Service.WhoAmI",\#(quoted):1}"#,
                    #"{"method":"a.B","parameters":{\#(quoted):1,\#(quoted):2}}"#,
                    #"{"method":"a.B","x.\#(quoted.dropFirst()):{\#(quoted):1,\#(quoted):2}}"#,
                    #"{"method":"io.crrtd.Service.WhoAmI","parameters":{\#(quoted):1}}"#, text, #"{"method":"a.B","more":\#(quoted)}"#,
                    #"{"method":"io.crrtd.Service.Backup","parameters":{"path":\#(quoted)}}"#,
                    #"{"method":"io.crrtd.Service.Backup","parameters":{"path":"\#(daemon.folder.file("none/"))\#(quoted.dropFirst())}}"#,
                    #"{"method":"io.crrtd.Service.ActAs","parameters":{"principal":\#(quoted)}}"#,
                ] {
                    let connection = try RawConnection(daemon.socket)
                    connection.send(message)
                    _ = connection.receive()
                }
            }
            // What was logged before an answer is in the log once the answer is there.
            _ = try daemon.connect().call(Service.WhoAmI.self, .init())
            daemon.stop()
            let lines = daemon.logText.split(separator: "\n", omittingEmptySubsequences: true)
            #expect(lines.contains { $0.contains("connection closed") })
            for line in lines { #expect(Self.isOwn(line), "\(line.debugDescription)") }
        }
    }

    /// A level that the daemon uses, then a word of its own, and nothing that is not to be seen.
    private static func isOwn(_ line: Substring) -> Bool {
        guard let level = ["error: ", "warning: ", "notice: ", "info: ", "debug: "].first(where: line.hasPrefix) else { return false }
        let words = [
            "ready:", "stopping", "connection ", "configuration ", "the journal is not signed", "made a new database", "io.crrtd.",
        ]
        guard words.contains(where: { line.dropFirst(level.count).hasPrefix($0) }) else { return false }
        return line.unicodeScalars.allSatisfy { scalar in
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator: false
            default: true
            }
        }
    }

    @Test(
        "no secrets: what callers say is neither in the log nor in the arguments or the environment",
        .needsOtherUsers)
    func secrets() throws {
        try SmallWorld.with { world in
            let words = ["Sigrid-Secret", "summary-secret", "key-secret", "condition-secret", "reason-secret", "title-secret"]
            var expert = SmallWorld.expert("EST-0002")
            expert.name = words[0]
            _ = try world.contact("EST").call(Roster.PutExpert.self, .init(expert: expert, idempotencyKey: words[2]))
            var terms = SmallWorld.terms(from: 20, days: 3)
            (terms.title, terms.summary) = (words[5], words[1])
            _ = try world.contact("ALB").call(Requests.Submit.self, .init(request: terms))
            let tasking = try world.proposedTasking()
            _ = try world.contact("EST").call(
                Consents.Grant.self, .init(tasking: tasking.id, nation: "EST", kind: .contribute, conditions: words[3]))
            _ = try world.contact("EST").call(Taskings.Recall.self, .init(id: tasking.id, nation: "EST", reason: words[4]))
            // What is refused is not told to the log either.
            terms.nation = "LVA"
            _ = try world.contact("ALB").ask(Requests.Submit.self, .init(request: terms))
            _ = try? world.contact("ALB").callRaw(Requests.Submit.name, Array(#"{"title-secret":"summary-secret"}"#.utf8))
            let process = "/proc/\(world.daemon.processIdentifier)/"
            let places = [
                "log": world.daemon.logText, "arguments": try String(contentsOfFile: process + "cmdline", encoding: .utf8),
                "environment": try String(contentsOfFile: process + "environ", encoding: .utf8),
            ]
            for (place, text) in places {
                #expect(!text.isEmpty)
                for word in words { #expect(!text.contains(word), "\(word) is in the \(place)") }
            }
        }
    }
}
