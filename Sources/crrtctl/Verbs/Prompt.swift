import CRRTDomain

/// Questions and answers, a line each. The cursor is never moved, so screen readers and the scroll-back have all of it.
struct Prompt {
    /// Writes text as it is.
    var write: (String) -> Void
    /// Reads the next line without its line break; nil at the end of the input.
    var readLine: () -> String?

    /// A prompt on the terminal; nil if there is no terminal.
    static func terminal(_ screen: Screen) -> Prompt? {
        guard Terminal.isTerminal(Terminal.input), Terminal.isTerminal(Terminal.errors) else { return nil }
        screen.announce()
        return Prompt(write: { Terminal.write($0, to: Terminal.errors) }, readLine: Terminal.line)
    }

    /// The result of a question.
    enum Answer<Value> {
        case value(Value)
        /// The question is optional and was left open.
        case none
        /// The user wants to go back to the question before.
        case back
    }
}

extension Prompt {
    func showLine(_ line: String) { write("  " + EscapedText.line(line) + "\n") }

    /// Asks until the answer is valid.
    ///
    /// - Enter takes the suggestion, or leaves an optional question open.
    /// - `-` leaves an optional question open that has a suggestion.
    /// - `?` explains the question, `<` goes back.
    ///
    /// - Throws: `cancelled` at the end of the input.
    func ask<Value>(
        _ question: String, suggestion: String? = nil, help: String, isRequired: Bool = true,
        read: (String) throws(InvalidField) -> Value
    ) throws(Failure) -> Answer<Value> {
        while true {
            write(EscapedText.line(question) + (suggestion.map { " [\(EscapedText.line($0))]" } ?? "") + ": ")
            guard let line = readLine() else { throw Failure(.cancelled, "the input ended; nothing was changed") }
            let typed = String(line.trimmingPrefix { $0 == " " }.reversed().trimmingPrefix { $0 == " " }.reversed())
            if typed == "<" { return .back }
            if typed == "?" {
                showLine(help)
            } else if typed == "-", !isRequired {
                return .none
            } else if let text = typed.isEmpty ? suggestion : typed {
                do throws(InvalidField) { return .value(try read(text)) } catch { showLine(error.reason) }
            } else if isRequired {
                showLine("this has to be answered; ? explains, < goes back")
            } else {
                return .none
            }
        }
    }

    /// The index of one of the names, chosen by its number from 1, its name, or the beginning of its name.
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
