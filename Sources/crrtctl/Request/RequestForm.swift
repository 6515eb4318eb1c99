import CRRTDomain
import CRRTProtocol
import Varlink

/// Fills in a request by asking one question after another, and shows it before anything is sent.
struct RequestForm {
    let prompt: Prompt
    let times: TimeStyle
    let catalogue: [Roster.Skill]

    enum Decision: Equatable {
        case file
        /// Save the answers to this file, to file the request later.
        case save(String)
    }

    /// Whether a required field of the request is missing.
    static func isNeeded(_ request: JSONObject) -> Bool {
        RequestQuestion.all.contains { $0.isRequired && request[$0.field] == nil }
    }

    /// Asks for the fields that are missing.
    func fill(_ request: inout JSONObject) throws(Failure) {
        prompt.write(
            "Enter takes what stands in [ ]. ? explains a question, < goes back, Ctrl-C leaves; nothing is filed before you have seen it.\n"
        )
        let open = RequestQuestion.all.filter { request[$0.field] == nil }
        try ask(open, &request)
        if try wants("Anything else: severity, sector, reply time, longest notice, nations not asked, own nationals, languages, effects") {
            try ask(RequestQuestion.more.filter { request[$0.field] == nil }, &request)
        }
    }

    /// Shows all answers and lets the user change them, until the user files or saves the request.
    ///
    /// - Throws: `cancelled` if the user gives it up.
    func review(_ request: inout JSONObject) throws(Failure) -> Decision {
        while true {
            let shown = RequestQuestion.all + RequestQuestion.more.filter { request[$0.field] != nil }
            prompt.write("\nThis will be filed:\n")
            for (index, question) in shown.enumerated() {
                for (row, line) in lines(request, question).enumerated() {
                    let number = row == 0 ? "\(index + 1)" : ""
                    prompt.showLine(String(repeating: " ", count: 2 - number.count) + number + " " + line)
                }
            }
            let reply = try prompt.ask(
                "File it? y: yes; a number changes that answer; s: save it for later; n: give it up", help: "Nothing has been sent yet.",
                read: { (text) throws(InvalidField) in try Choice(text, of: shown.count) })
            switch reply {
            case .value(.yes): return .file
            case .value(.no): throw Failure(.cancelled, "nothing was filed")
            case .value(.change(let index)): try ask([shown[index]], &request)
            case .value(.save):
                if case .value(let path) = try prompt.ask(
                    "Into which file", suggestion: "request.json", help: "'crrtctl request submit FILE' files it later.",
                    read: { (text) throws(InvalidField) in text })
                {
                    return .save(path)
                }
            case .back, .none: break
            }
        }
    }
}

// MARK: - One question after the other

extension RequestForm {
    private func ask(_ open: [RequestQuestion], _ request: inout JSONObject) throws(Failure) {
        var index = 0
        var before: [Int] = []
        while open.indices.contains(index) {
            let question = open[index]
            guard question.applies(request) else {
                index += 1
                continue
            }
            switch try answer(question, open.count > 1 ? "\(index + 1)/\(open.count) " : "", request) {
            case .back:
                if let last = before.popLast() { index = last }
                continue
            case .none: request[question.field] = nil
            case .value(let value): request[question.field] = value
            }
            before.append(index)
            index += 1
        }
    }

    private func answer(
        _ question: RequestQuestion, _ number: String, _ request: JSONObject
    ) throws(Failure) -> Prompt.Answer<JSONValue> {
        let suggestion = question.suggestion(request, times.now)
        switch question.form {
        case .line(let read):
            return try prompt.ask(number + question.text, suggestion: suggestion, help: question.help, isRequired: question.isRequired) {
                (text) throws(InvalidField) in
                try read(text, times.now, request["start"]?.stringValue.flatMap { try? Instant($0) })
            }
        case .choice(let choices):
            for (index, choice) in choices.enumerated() {
                prompt.showLine("\(index + 1) \(choice.name)" + (choice.meaning.isEmpty ? "" : "  \(choice.meaning)"))
            }
            let names = choices.map(\.name)
            return try prompt.ask(number + question.text, suggestion: suggestion, help: question.help, isRequired: question.isRequired) {
                (text) throws(InvalidField) in
                let name = names[try Prompt.choice(text, of: names)]
                return question.field == "ownNationals" ? .bool(name == "yes") : .string(name)
            }
        case .seats:
            let seats = try SeatDialogue(prompt: prompt, catalogue: catalogue).seats(number + question.text, help: question.help)
            return seats.map { .value(.array($0.compactMap { try? JSONValue(json: $0.jsonBytes()) })) } ?? .back
        }
    }

    private func wants(_ text: String) throws(Failure) -> Bool {
        let reply = try prompt.ask(text, suggestion: "no", help: "yes asks for these, one by one.") { (text) throws(InvalidField) in
            try Prompt.choice(text, of: ["no", "yes"])
        }
        if case .value(1) = reply { return true }
        return false
    }
}

// MARK: - The review

extension RequestForm {
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
        guard let value = request[question.field] else { return ["\(question.field): -"] }
        if case .seats = question.form, let seats = try? (value.arrayValue ?? []).map({ try Requests.Seat(json: $0.jsonBytes()) }) {
            return ["\(question.field):"]
                + seats.map { seat in
                    "  \(seat.word)  \(catalogue.first { $0.code == seat.skill }?.title ?? "")"
                }
        }
        return ["\(question.field): \(words(value))"]
    }

    private func words(_ value: JSONValue) -> String {
        switch value {
        case .string(let text): (try? Instant(text)) == nil ? text : times.full(text)
        case .array(let elements): elements.map(words).joined(separator: " ")
        case .object(let object): object.members.map { "\($0.name) \(words($0.value))" }.joined(separator: ", ")
        case .bool(let flag): flag ? "yes" : "no"
        default: value.jsonString()
        }
    }
}
