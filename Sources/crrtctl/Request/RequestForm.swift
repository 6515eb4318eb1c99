import CRRTDomain
import CRRTProtocol
import Varlink

/// Fills in a request by asking one question after another, and shows it before anything is sent. An answer stays until it is changed:
/// going back, and changing one on the review, suggest what was answered.
struct RequestForm {
    let prompt: Prompt
    let times: TimeStyle
    let catalogue: [Roster.Skill]
    /// The nations that the daemon knows; empty if it does not tell.
    var nations: [Roster.Nation] = []
    /// Checks campaigns and codes of a list at their questions.
    var check: AnswerCheck?
    /// Gets the answers after each of them, to keep them.
    var keep: (JSONObject) -> Void = { _ in }

    /// What is said where the user gives it up.
    static let givenUp = "nothing was filed"

    enum Decision: Equatable {
        case file
        /// Save the answers to this file, to file the request later.
        case save(String)
    }

    /// Whether a required field of the request is missing.
    static func isNeeded(_ request: JSONObject) -> Bool {
        RequestQuestion.all.contains { $0.isRequired && request[$0.field] == nil && !isForEffects($0, request) }
    }

    /// Whether a draft has come to its review: no required question is open. What else may be stated is on the review, too.
    static func isReady(_ request: JSONObject) -> Bool {
        !RequestQuestion.all.contains { $0.isRequired && $0.applies(request) && isOpen($0, request) && !isForEffects($0, request) }
            && RequestTemplate.question(in: request["summary"]?.stringValue ?? "") == nil
    }

    /// Asks for the fields that are missing.
    func fill(_ request: inout JSONObject) throws(Failure) {
        prompt.write(
            "Enter takes what stands in [ ]. ? explains a question, < goes back, Ctrl-C leaves; nothing is filed before you have seen it.\n"
        )
        try ask(
            RequestForm.open(RequestQuestion.all, request) + [.more] + RequestForm.open(RequestQuestion.more, request), &request)
    }

    private static func open(_ questions: [RequestQuestion], _ request: JSONObject) -> [Step] {
        questions.filter { isOpen($0, request) && !isForEffects($0, request) }.map { .question($0) }
    }

    /// Whether a field is without an answer. The summary of a template is a question itself.
    private static func isOpen(_ question: RequestQuestion, _ request: JSONObject) -> Bool {
        guard let value = request[question.field] else { return true }
        return question.field == "summary" && RequestTemplate.question(in: value.stringValue ?? "") != nil
    }

    /// A request for effects alone needs no seats.
    private static func isForEffects(_ question: RequestQuestion, _ request: JSONObject) -> Bool {
        question.field == "seats" && request["effects"]?.arrayValue?.isEmpty == false
    }
}

// MARK: - One question after the other

extension RequestForm {
    private enum Step {
        case question(RequestQuestion)
        /// Whether the questions behind it are asked.
        case more
    }

    private func ask(_ steps: [Step], _ request: inout JSONObject) throws(Failure) {
        var index = 0
        var before: [Int] = []
        let required = steps.firstIndex { if case .more = $0 { true } else { false } } ?? steps.count
        while steps.indices.contains(index) {
            var isDone = true
            switch steps[index] {
            case .question(let question):
                guard question.applies(request) else {
                    index += 1
                    continue
                }
                let number = index < required && required > 1 ? "\(index + 1)/\(required) " : ""
                isDone = try answer(question, number, &request)
            case .more:
                let reply = try prompt.ask(
                    "Anything else: severity, sector, reply time, longest notice, nations not asked, own nationals, languages, effects",
                    suggestion: "no", help: "yes asks for these, one by one."
                ) { (text) throws(InvalidField) in
                    try Prompt.choice(text, of: ["no", "yes"])
                }
                if case .value(0) = reply { return }
                if case .back = reply { isDone = false }
            }
            if isDone {
                before.append(index)
                index += 1
            } else if let last = before.popLast() {
                index = last
            } else {
                prompt.showLine("this is the first question")
            }
        }
    }

    /// Asks a question and keeps the answer.
    ///
    /// - Returns: false to go back.
    private func answer(_ question: RequestQuestion, _ number: String, _ request: inout JSONObject) throws(Failure) -> Bool {
        if case .seats = question.form { return try seats(question, number, &request) }
        switch try reply(question, number, request) {
        case .back: return false
        case .none: request[path: question.field] = nil
        case .value(let value): request[path: question.field] = value
        }
        RequestForm.settleAttribution(&request)
        keep(request)
        return true
    }

    /// An attribution has a note and a confidence; without the note there is none.
    private static func settleAttribution(_ request: inout JSONObject) {
        let path = "incident.attribution"
        guard request[path: path] != nil else { return }
        if request[path: path + ".note"] == nil {
            request[path: path] = nil
        } else if request[path: path + ".confidence"] == nil {
            request[path: path + ".confidence"] = "low"
        }
    }

    private func reply(_ question: RequestQuestion, _ number: String, _ request: JSONObject) throws(Failure) -> Prompt.Answer<JSONValue> {
        let answered = request[path: question.field].map(question.typed)
        let suggestion = answered ?? question.suggestion(request, times.now)
        let help = question.help + (answered != nil && !question.isRequired ? " - leaves it out." : "")
        let check = check ?? AnswerCheck(nations: nations, now: times.now)
        switch question.form {
        case .line(let read):
            return try prompt.ask(number + question.text, suggestion: suggestion, help: help, isRequired: question.isRequired) {
                (text) throws(InvalidField) in
                let value = try read(text, times.now, request["start"]?.stringValue.flatMap { try? Instant($0) })
                try check.check(question.field, value, request)
                return value
            }
        case .choice(let choices):
            for (index, choice) in choices.enumerated() {
                prompt.showLine("\(index + 1) \(choice.name)" + (choice.meaning.isEmpty ? "" : "  \(choice.meaning)"))
            }
            let names = choices.map(\.name)
            return try prompt.ask(number + question.text, suggestion: suggestion, help: help, isRequired: question.isRequired) {
                (text) throws(InvalidField) in
                let name = names[try Prompt.choice(text, of: names)]
                return RequestQuestion.flags.contains(question.field) ? .bool(name == "yes") : .string(name)
            }
        case .seats: return .back
        }
    }

    private func seats(_ question: RequestQuestion, _ number: String, _ request: inout JSONObject) throws(Failure) -> Bool {
        var seats = RequestForm.seats(request)
        let answers = request
        let dialogue = SeatDialogue(prompt: prompt, catalogue: catalogue) { seats in
            var changed = answers
            changed["seats"] = RequestForm.value(seats)
            keep(changed)
        }
        let isDone = try dialogue.ask(number + question.text, help: question.help, &seats)
        request["seats"] = seats.isEmpty ? nil : RequestForm.value(seats)
        keep(request)
        return isDone
    }

    private static func seats(_ request: JSONObject) -> [Requests.Seat] {
        (request["seats"]?.arrayValue ?? []).compactMap { value in
            value.objectValue.flatMap { try? Requests.Seat(json: $0.jsonBytes()) }
        }
    }

    private static func value(_ seats: [Requests.Seat]) -> JSONValue {
        .array(seats.compactMap { try? JSONValue(json: $0.jsonBytes()) })
    }
}

// MARK: - The review

extension RequestForm {
    /// Shows all fields, answered or not, and lets the user change them one at a time, until the user files or saves the request. Of the
    /// fields that few requests state, those without an answer are named with their numbers.
    ///
    /// - Throws: `cancelled` if the user gives it up.
    func review(_ request: inout JSONObject) throws(Failure) -> Decision {
        let usual = RequestQuestion.all + RequestQuestion.more
        let shown = usual + RequestQuestion.rest
        while true {
            prompt.write("\nThis will be filed:\n")
            var open: [String] = []
            for (index, question) in shown.enumerated() {
                guard index < usual.count || request[path: question.field] != nil else {
                    if question.applies(request) { open.append("\(index + 1)\u{a0}\(question.field)") }
                    continue
                }
                for (row, line) in lines(request, question).enumerated() {
                    let number = row == 0 ? "\(index + 1)" : ""
                    prompt.showLine(String(repeating: " ", count: 2 - number.count) + number + " " + line)
                }
            }
            if !open.isEmpty { showOpen(open) }
            let reply = try prompt.ask(
                "File it? y: yes; a number changes that answer; s: save it for later; n: give it up", help: "Nothing has been sent yet.",
                read: { (text) throws(InvalidField) in try Choice(text, of: shown.count) })
            switch reply {
            case .value(.yes): return .file
            case .value(.no): throw Failure(.cancelled, RequestForm.givenUp)
            case .value(.change(let index)): try change(shown[index], &request)
            case .value(.save):
                if case .value(let path) = try prompt.ask(
                    "Into which file", suggestion: "request.json", help: "'crrtctl request submit FILE' files it later.",
                    read: { (text) throws(InvalidField) in text })
                {
                    return .save(path)
                }
            case .back, .none: prompt.showLine("type the number of the answer to change")
            }
        }
    }

    /// Each number stays on the line of its field.
    private func showOpen(_ fields: [String]) {
        for line in TextWrap.lines("not stated: " + fields.joined(separator: ", "), width: 100) {
            prompt.showLine(line.replacing("\u{a0}", with: " "))
        }
    }

    private func change(_ question: RequestQuestion, _ request: inout JSONObject) throws(Failure) {
        _ = try answer(question, "", &request)
        // Another start may be behind the end.
        guard question.field == "start", let end = request["end"] else { return }
        do throws(InvalidField) {
            try AnswerCheck(nations: nations, now: times.now).check("end", end, request)
        } catch {
            prompt.showLine("end: \(error.reason)")
            request["end"] = nil
            if let next = RequestQuestion.all.first(where: { $0.field == "end" }) {
                while try !answer(next, "", &request) { prompt.showLine("the end has to be answered anew") }
            }
        }
    }

    private enum Choice {
        case yes, no, save
        case change(Int)

        init(_ text: String, of count: Int) throws(InvalidField) {
            switch text.lowercased() {
            case "y", "yes": self = .yes
            case "n", "no": self = .no
            case "s", "save": self = .save
            default:
                guard let number = Int(text), (1...count).contains(number) else {
                    throw InvalidField("", "type y, n, s or a number from 1 to \(count)")
                }
                self = .change(number - 1)
            }
        }
    }

    /// The answer as it was understood. Each seat has a line.
    private func lines(_ request: JSONObject, _ question: RequestQuestion) -> [String] {
        guard let value = request[path: question.field] else { return ["\(question.field): -"] }
        if case .seats = question.form {
            return ["\(question.field):"]
                + RequestForm.seats(request).map { seat in
                    "  \(seat.word)  \(catalogue.first { $0.code == seat.skill }?.title ?? "")"
                }
        }
        return ["\(question.field): \(words(value, question.separator))"]
    }

    private func words(_ value: JSONValue, _ separator: String) -> String {
        switch value {
        case .string(let text): (try? Instant(text)) == nil ? text : times.full(text)
        case .array(let elements): elements.map { words($0, separator) }.joined(separator: separator)
        case .object(let object): object.members.map { "\($0.name) \(words($0.value, separator))" }.joined(separator: ", ")
        case .bool(let flag): flag ? "yes" : "no"
        default: value.jsonString()
        }
    }
}
