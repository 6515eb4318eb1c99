import CRRTDomain
import CRRTProtocol

/// Asks for the seats of a request. Skills can be found by plain words.
struct SeatDialogue {
    let prompt: Prompt
    let catalogue: [Roster.Skill]

    /// The most skills that are listed, the best first. More words narrow the search.
    private static let mostShown = 12
    private static let takeBack = "drop"

    /// All seats; nil if the user goes back to the previous question.
    func seats(_ question: String, help: String) throws(Failure) -> [Requests.Seat]? {
        var seats: [Requests.Seat] = []
        while true {
            let text = seats.isEmpty ? question : "Who else? Enter: nobody else; \(Self.takeBack): take the last one back"
            switch try prompt.ask(text, help: help, isRequired: seats.isEmpty, read: { (text) throws(InvalidField) in text }) {
            case .back: return nil
            case .none: return seats
            case .value(Self.takeBack): _ = seats.popLast()
            case .value(let text):
                guard let seat = try seat(text, hasLead: seats.contains { $0.lead == true }) else { continue }
                prompt.showLine("seat \(seats.count): \(seat.word)  \(title(seat.skill))")
                seats.append(seat)
            }
        }
    }

    /// One seat, from plain words for a skill, a skill code, or the whole seat in one word; nil to ask again.
    private func seat(_ text: String, hasLead: Bool) throws(Failure) -> Requests.Seat? {
        if text.contains(":") {
            do throws(InvalidField) {
                let seat = try SeatInput.seat(text)
                if catalogue.isEmpty || catalogue.contains(where: { $0.code == seat.skill }) { return seat }
            } catch {
                prompt.showLine(error.reason)
                return nil
            }
        }
        guard let skill = try skill(String(text.prefix { $0 != ":" })) else { return nil }
        guard
            case .value(let level) = try number(
                "Least level, 1 to 5", "3", 1...5, "1 knows of it, 3 works alone, 4 leads others, 5 is known for it."),
            case .value(let count) = try number("How many people", "1", 1...40, "Each of them has this skill at this level.")
        else { return nil }
        var seat = Requests.Seat(skill: skill.code, minLevel: level, count: count == 1 ? nil : count)
        let levels = Requests.Classification.allCases
        switch try prompt.ask(
            "Least clearance, \(levels.map(\.rawValue).joined(separator: " "))",
            help: "Enter: none is asked for. It must outlast the work.",
            isRequired: false,
            read: { (text) throws(InvalidField) in levels[try Prompt.choice(text, of: levels.map(\.rawValue))] })
        {
        case .back: return nil
        case .none: break
        case .value(let level): seat.minClearance = level
        }
        if !hasLead, try isLead() { seat.lead = true }
        return seat
    }

    private func number(
        _ text: String, _ suggestion: String, _ range: ClosedRange<Int>, _ help: String
    ) throws(Failure) -> Prompt.Answer<Int> {
        try prompt.ask(text, suggestion: suggestion, help: help) { (text) throws(InvalidField) in
            guard let number = Int(text), range.contains(number) else {
                throw InvalidField("", "'\(text)' is no number from \(range.lowerBound) to \(range.upperBound)")
            }
            return number
        }
    }

    private func isLead() throws(Failure) -> Bool {
        let names = ["no", "yes"]
        let reply = try prompt.ask("Does one of them lead the team", suggestion: "no", help: "A lead has level 4 or above.") {
            (text) throws(InvalidField) in try Prompt.choice(text, of: names)
        }
        if case .value(1) = reply { return true }
        return false
    }
}

// MARK: - The catalogue

extension SeatDialogue {
    private func title(_ code: String) -> String { catalogue.first { $0.code == code }?.title ?? "" }

    /// The skill with this code, or the one that the user chooses among those that a word finds; nil to ask again.
    private func skill(_ word: String) throws(Failure) -> Roster.Skill? {
        let found = SkillInput.found(word, among: catalogue)
        if let first = found.first, first.code.lowercased() == word.lowercased() { return first }
        guard !found.isEmpty else {
            let near = SkillInput.near(word, among: catalogue)
            prompt.showLine(
                "no skill is known by \(quoted(word)); " + (near.isEmpty ? "try another word" : "near: \(near.joined(separator: ", "))"))
            return nil
        }
        let shown = found.prefix(Self.mostShown)
        for (index, skill) in shown.enumerated() { prompt.showLine("\(index < 9 ? " " : "")\(index + 1) \(skill.code)  \(skill.title)") }
        if found.count > shown.count { prompt.showLine("and \(found.count - shown.count) more; another word narrows it") }
        let reply = try prompt.ask(
            "Which one", suggestion: found.count == 1 ? "1" : nil, help: "Its number; Enter goes back to the search.", isRequired: false
        ) { (text) throws(InvalidField) in
            shown[try Prompt.choice(text, of: shown.map(\.code))]
        }
        if case .value(let skill) = reply { return skill }
        return nil
    }
}
