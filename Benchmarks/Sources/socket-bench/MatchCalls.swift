import CRRTDomain
import CRRTProtocol
import Measuring
import SeededRoster
import Varlink

/// Match over the socket, JSON and all: from sending the call to having the whole reply.
struct MatchCalls {
    let roster: SeededRoster
    let client: VarlinkClient
    let rows: Rows
    private static let questions: [(name: String, kinds: [String]?)] = [
        ("assembled", ["assembled"]), ("team and assembled", ["team", "assembled"]), ("all three kinds", nil),
    ]

    /// - Returns: the replies with all kinds, in the order of the requests.
    func run(_ requests: [CRRTDomain.Request]) throws -> [Requests.Match.Reply] {
        var samples = Self.questions.map { _ in Sample() }
        var replies: [Requests.Match.Reply] = []
        for round in 0..<2 {
            for request in requests {
                for (number, question) in Self.questions.enumerated() {
                    let parameters = parameters(request, question.kinds).jsonBytes()
                    var one = Sample()
                    let reply = try one.measure { try client.callRaw(Requests.Match.name, parameters) }
                    if round > 0 { samples[number].add(one.median) }
                    if round > 0, question.kinds == nil { replies.append(try Requests.Match.Reply(json: reply)) }
                }
            }
        }
        for (question, sample) in zip(Self.questions, samples) {
            rows.add(Row("match over the socket", roster.expertCount, question.name, "crrtd", sample))
        }
        return replies
    }

    private func parameters(_ request: CRRTDomain.Request, _ kinds: [String]?) -> Requests.Match.Parameters {
        var wire = Requests.Request(request)
        wire.state = nil
        wire.revision = nil
        return .init(request: wire, kinds: kinds, at: roster.moment.description)
    }
}
