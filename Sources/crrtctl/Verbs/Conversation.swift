import CRRTDomain

/// Plain questions and answers, a line each. Nothing moves on the screen, so it can be read aloud and scrolled back.
struct Conversation {
    /// Shows text as it is.
    var say: (String) -> Void
    /// The next line without its end; nil at the end of the input.
    var hear: () -> String?

    /// With the person at the terminal; nil where there is no terminal.
    static func terminal(_ screen: Screen) -> Conversation? {
        guard Terminal.isTerminal(Terminal.input), Terminal.isTerminal(Terminal.errors) else { return nil }
        screen.announce()
        return Conversation(say: { Terminal.write($0, to: Terminal.errors) }, hear: Terminal.line)
    }

    /// What came of a question.
    enum Answer<Value> {
        case value(Value)
        /// Left open, where that is allowed.
        case none
        /// The question before is to be asked again.
        case back
    }
}

extension Conversation {
    func tell(_ line: String) { say("  " + SafeText.line(line) + "\n") }

    /// Asks until the answer can be read.
    ///
    /// Enter takes the suggestion, or leaves an optional question open; `-` leaves it open where there is a suggestion; `?` explains;
    /// `<` goes back.
    /// - Throws: `cancelled` at the end of the input.
    func ask<Value>(
        _ question: String, suggestion: String? = nil, help: String, isRequired: Bool = true,
        read: (String) throws(InvalidField) -> Value
    ) throws(Failure) -> Answer<Value> {
        while true {
            say(SafeText.line(question) + (suggestion.map { " [\(SafeText.line($0))]" } ?? "") + ": ")
            guard let line = hear() else { throw Failure(.cancelled, "the input ended; nothing was changed") }
            let typed = String(line.trimmingPrefix { $0 == " " }.reversed().trimmingPrefix { $0 == " " }.reversed())
            if typed == "<" { return .back }
            if typed == "?" {
                tell(help)
            } else if typed == "-", !isRequired {
                return .none
            } else if let text = typed.isEmpty ? suggestion : typed {
                do throws(InvalidField) { return .value(try read(text)) } catch { tell(error.reason) }
            } else if isRequired {
                tell("this has to be answered; ? explains, < goes back")
            } else {
                return .none
            }
        }
    }

    /// One of several: by its number, its name or how that begins.
    static func choice(_ text: String, of names: [String]) throws(InvalidField) -> Int {
        if let number = Int(text) {
            guard names.indices.contains(number - 1) else { throw InvalidField("", "there are 1 to \(names.count)") }
            return number - 1
        }
        let typed = text.lowercased()
        if let exact = names.firstIndex(where: { $0.lowercased() == typed }) { return exact }
        let begun = names.indices.filter { names[$0].lowercased().hasPrefix(typed) }
        guard begun.count == 1 else {
            throw InvalidField("", "'\(text)' is none of \(names.joined(separator: ", ")); type a number or a name")
        }
        return begun[0]
    }
}
