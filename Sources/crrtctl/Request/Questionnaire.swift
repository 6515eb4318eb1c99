import CRRTDomain
import CRRTProtocol
import Varlink

/// Asks for what a new request must say and was not given: one plain numbered question at a time, only on a terminal.
struct Questionnaire {
    private struct Question: Sendable {
        var field: String
        var text: String
        var read: @Sendable (String, Instant) throws(InvalidField) -> JSONValue
    }

    private static let questions = [
        Question(field: "nation", text: "Requesting nation (such as EST)?") { (text, _) throws(InvalidField) in
            .string(try WordInput.nation(text))
        },
        Question(field: "title", text: "What is it about, in one line?") { (text, _) in .string(text) },
        Question(field: "classification", text: "Label (NU, NR, NC, NS, CTS)?") { (text, _) throws(InvalidField) in
            guard let level = Requests.Classification(rawValue: text.uppercased()) else { throw InvalidField("", "'\(text)' is no label") }
            return .string(level.rawValue)
        },
        Question(field: "releasableTo", text: "Releasable to which nations or groups (such as NATO)?") { (text, _) in
            .array(WordInput.names(text).map { .string($0) })
        },
        Question(field: "start", text: "When does the work begin (such as +48h or tomorrow 06:00Z)?") { (text, now) throws(InvalidField) in
            .string(try TimeInput.text(text, now: now))
        },
        Question(field: "end", text: "When does it end (such as +14d)?") { (text, now) throws(InvalidField) in
            .string(try TimeInput.text(text, now: now))
        },
        Question(field: "seats", text: "Who is needed? \(SeatInput.form), separated by blanks:") { (text, _) throws(InvalidField) in
            var seats: [JSONValue] = []
            for word in text.split(separator: " ") {
                seats.append(.object(Questionnaire.object(try SeatInput.seat(String(word)))))
            }
            return .array(seats)
        },
    ]

    /// Fills the gaps; leaves them where there is no terminal or the input ends, so that the usual complaint follows.
    func complete(_ object: inout JSONObject, now: Instant) {
        guard Terminal.isTerminal(Terminal.input), Terminal.isTerminal(Terminal.errors) else { return }
        let open = Questionnaire.questions.filter { object[$0.field] == nil }
        for (index, question) in open.enumerated() {
            guard let value = answer(question, "\(index + 1)/\(open.count) ", now) else { return }
            object[question.field] = value
        }
    }

    /// Asks until the answer can be read; nil at the end of the input.
    private func answer(_ question: Question, _ number: String, _ now: Instant) -> JSONValue? {
        while true {
            Terminal.write(number + question.text + " ", to: Terminal.errors)
            guard let line = Terminal.line() else { return nil }
            guard !line.isEmpty else { continue }
            do throws(InvalidField) {
                return try question.read(line, now)
            } catch {
                Terminal.write("  " + SafeText.line(error.reason) + "\n", to: Terminal.errors)
            }
        }
    }

    private static func object(_ seat: Requests.Seat) -> JSONObject {
        (try? JSONObject(json: seat.jsonBytes())) ?? JSONObject()
    }
}
