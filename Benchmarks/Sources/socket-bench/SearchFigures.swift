import CRRTDomain
import CRRTProtocol
import Foundation
import Measuring
import SeededRoster
import Synchronization
import Varlink

/// A search in the log of the room, from before the call is sent until the whole reply is there.
struct SearchFigures {
    private static let (count, bytes) = (100_000, 500)
    /// Clients that add notes at once, so that they share the waits for the disk.
    private static let clients = 64

    let daemon: Daemon
    let rows: Rows
    let base: Instant

    func run() throws {
        let duty = try daemon.connect(as: Site.duty)
        try fill(try subject(duty))
        for (name, words, found) in [
            ("nothing found", ["zebra"], 0), ("nothing found, two words", ["zebra", "wiper"], 0), ("10 found", ["quokka", "host"], 10),
            ("the newest 100 of all", ["host"], 100),
        ] {
            let parameters = Notes.Search.Parameters(words: words).jsonBytes()
            var sample = Sample()
            for round in 0..<60 {
                var one = Sample()
                let reply = try one.measure { try duty.callRaw(Notes.Search.name, parameters) }
                let hits = try Notes.Search.Reply(json: reply).hits?.count ?? 0
                guard hits == found else { throw Failure("\(words) found \(hits), not \(found)") }
                if round >= 10 { sample.add(one.median / 1000) }
            }
            rows.add(Row("search", Self.count, name, "crrtd", sample.median, p99: sample.p99, "ms"))
        }
    }

    private func subject(_ duty: VarlinkClient) throws -> String {
        let nation = World.nations[0].code
        let request = Requests.Request(
            nation: nation, title: "A broadcaster off the air", classification: .NR, releasableTo: [nation], mode: .remote,
            start: base.adding(days: 30).description, end: base.adding(days: 40).description,
            seats: [.init(skill: World.skills[0], minLevel: 3, count: 1)])
        return try duty.call(Requests.Submit.self, .init(request: request)).request.id ?? ""
    }

    private func fill(_ subject: String) throws {
        let fault = Mutex<String?>(nil)
        let done = DispatchSemaphore(value: 0)
        for client in 0..<Self.clients {
            Thread.detachNewThread { [socket = daemon.socket] in
                do {
                    let connection = try VarlinkClient(path: socket)
                    connection.timeout = 600
                    _ = try connection.call(Service.ActAs.self, .init(principal: Site.duty))
                    for number in stride(from: client, to: Self.count, by: Self.clients) {
                        _ = try connection.call(Notes.Add.self, .init(subject: subject, note: Self.text(number)))
                    }
                } catch { fault.withLock { $0 = "\(error)" } }
                done.signal()
            }
        }
        for _ in 0..<Self.clients { done.wait() }
        if let fault = fault.withLock({ $0 }) { throw Failure("notes were not added: \(fault)") }
    }

    private static func text(_ number: Int) -> String {
        var text = "Call \(number) from the host: " + (number % (count / 10) == 7 ? "Quokka seen. " : "")
        var random = SplitMix64(seed: UInt64(number), part: 21)
        let words = ["restored", "from", "backup", "the", "domain", "controller", "is", "isolated", "and", "waits", "for", "keys", "Net"]
        while text.utf8.count < bytes { text += words[random.below(words.count)] + " " }
        return text
    }
}
