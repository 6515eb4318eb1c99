import CRRTDomain
import CRRTProtocol

/// Asks for the seats of a request, and changes those that are there. Skills can be found by plain words.
struct SeatDialogue {
    let prompt: Prompt
    let catalogue: [Roster.Skill]
    /// Gets the seats after each change of them.
    var changed: ([Requests.Seat]) -> Void = { _ in }

    /// The most skills that are listed, the best first. More words narrow the search.
    private static let mostShown = 12
    private static let takeBack = "drop"
    /// The most people that a request asks for.
    private static let mostPeople = 40

    /// Asks until the user wants no more people.
    ///
    /// - Parameter seats: Those that are there already; they stay.
    /// - Returns: Whether the user is done; false to go back to the previous question.
    func ask(_ question: String, help: String, _ seats: inout [Requests.Seat]) throws(Failure) -> Bool {
        for index in seats.indices { show(index, seats) }
        while true {
            let text =
                seats.isEmpty
                ? question : "Who else? Enter: nobody else; a number changes that seat; \(Self.takeBack), \(Self.takeBack) 0: take one back"
            switch try prompt.ask(text, help: help, isRequired: seats.isEmpty, read: { (text) throws(InvalidField) in text }) {
            case .back: return false
            case .none: return true
            case .value(let text):
                let words = text.split(separator: " ").map(String.init)
                if words.first?.lowercased() == Self.takeBack {
                    drop(words.dropFirst().first, &seats)
                } else if let index = Int(text), !seats.isEmpty {
                    try change(index, &seats)
                } else if let seat = try seat(text, beside: seats) {
                    seats.append(seat)
                    show(seats.count - 1, seats)
                }
                changed(seats)
            }
        }
    }

    private func show(_ index: Int, _ seats: [Requests.Seat]) {
        prompt.showLine("seat \(index): \(seats[index].word)  \(title(seats[index].skill))")
    }

    /// Takes back the seat of this number; the last one for nil.
    private func drop(_ word: String?, _ seats: inout [Requests.Seat]) {
        guard let index = word.map({ Int($0) }) ?? seats.count - 1, seats.indices.contains(index) else {
            prompt.showLine(seats.isEmpty ? "there is no seat yet" : "seats are 0 to \(seats.count - 1)")
            return
        }
        prompt.showLine("taken back: \(seats.remove(at: index).word)")
        for index in seats.indices { show(index, seats) }
    }

    private func change(_ index: Int, _ seats: inout [Requests.Seat]) throws(Failure) {
        guard seats.indices.contains(index) else {
            prompt.showLine("seats are 0 to \(seats.count - 1)")
            return
        }
        var (seat, others) = (seats[index], seats)
        others.remove(at: index)
        let reply = try prompt.ask(
            "Skill", suggestion: seat.skill, help: "A code, or plain words.", read: { (text) throws(InvalidField) in text })
        guard case .value(let word) = reply else { return }
        if word != seat.skill {
            guard let skill = try skill(word) else { return }
            seat.skill = skill.code
        }
        guard try complete(&seat, beside: others) else { return }
        seats[index] = seat
        show(index, seats)
    }

    /// One seat, from plain words for a skill, a skill code, or the whole seat in one word; nil to ask again.
    private func seat(_ text: String, beside others: [Requests.Seat]) throws(Failure) -> Requests.Seat? {
        if text.contains(":") {
            do throws(InvalidField) {
                let seat = try SeatInput.seat(text)
                if catalogue.isEmpty || catalogue.contains(where: { $0.code == seat.skill }) {
                    _ = try count("\(seat.count ?? 1)", beside: others)
                    return seat
                }
            } catch {
                prompt.showLine(error.reason)
                return nil
            }
        }
        guard let skill = try skill(String(text.prefix { $0 != ":" })) else { return nil }
        var seat = Requests.Seat(skill: skill.code, minLevel: 3)
        return try complete(&seat, beside: others) ? seat : nil
    }
}

// MARK: - Questions of one seat

extension SeatDialogue {
    /// Asks for all but the skill. What the seat has is suggested.
    ///
    /// - Returns: false if the user goes back before the first question; then nothing is changed.
    private func complete(_ seat: inout Requests.Seat, beside others: [Requests.Seat]) throws(Failure) -> Bool {
        var draft = seat
        let hasLead = others.contains { $0.lead == true }
        var index = 0
        while (0..<(hasLead ? 3 : 4)).contains(index) {
            let isDone =
                switch index {
                case 0: try level(&draft)
                case 1: try count(&draft, beside: others)
                case 2: try clearance(&draft)
                default: try lead(&draft)
                }
            index += isDone ? 1 : -1
        }
        guard index >= 0 else { return false }
        seat = draft
        return true
    }

    private func level(_ seat: inout Requests.Seat) throws(Failure) -> Bool {
        let reply = try prompt.ask(
            "Least level, 1 to 5", suggestion: "\(seat.minLevel)", help: "1 knows of it, 3 works alone, 4 leads others, 5 is known for it."
        ) { (text) throws(InvalidField) in
            try number(text, 1...5)
        }
        guard case .value(let level) = reply else { return false }
        seat.minLevel = level
        return true
    }

    private func count(_ seat: inout Requests.Seat, beside others: [Requests.Seat]) throws(Failure) -> Bool {
        let reply = try prompt.ask(
            "How many people", suggestion: "\(seat.count ?? 1)", help: "Each of them has this skill at this level."
        ) { (text) throws(InvalidField) in
            try count(text, beside: others)
        }
        guard case .value(let count) = reply else { return false }
        seat.count = count == 1 ? nil : count
        return true
    }

    private func count(_ text: String, beside others: [Requests.Seat]) throws(InvalidField) -> Int {
        let count = try number(text, 1...Self.mostPeople)
        let all = others.reduce(count) { $0 + ($1.count ?? 1) }
        guard all <= Self.mostPeople else {
            throw InvalidField("", "these would be \(all) people; a request asks for at most \(Self.mostPeople)")
        }
        return count
    }

    private func clearance(_ seat: inout Requests.Seat) throws(Failure) -> Bool {
        let levels = Requests.Classification.allCases
        let reply = try prompt.ask(
            "Least clearance, \(levels.map(\.rawValue).joined(separator: " "))", suggestion: seat.minClearance?.rawValue,
            help: "Enter: " + (seat.minClearance == nil ? "none is asked for" : "as it is; -: none is asked for")
                + ". It must outlast the work.",
            isRequired: false
        ) { (text) throws(InvalidField) in
            levels[try Prompt.choice(text, of: levels.map(\.rawValue))]
        }
        switch reply {
        case .back: return false
        case .none: seat.minClearance = nil
        case .value(let level): seat.minClearance = level
        }
        return true
    }

    private func lead(_ seat: inout Requests.Seat) throws(Failure) -> Bool {
        let reply = try prompt.ask(
            "Does one of them lead the team", suggestion: seat.lead == true ? "yes" : "no", help: "A lead has level 4 or above."
        ) { (text) throws(InvalidField) in
            try Prompt.choice(text, of: ["no", "yes"]) == 1
        }
        guard case .value(let leads) = reply else { return false }
        seat.lead = leads ? true : nil
        return true
    }

    private func number(_ text: String, _ range: ClosedRange<Int>) throws(InvalidField) -> Int {
        guard let number = Int(text), range.contains(number) else {
            throw InvalidField("", "'\(text)' is no number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
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
