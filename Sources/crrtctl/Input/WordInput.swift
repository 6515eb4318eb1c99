import CRRTDomain
import CRRTProtocol

/// Small values as people type them.
enum WordInput {
    /// A nation's code, in whatever case it is typed.
    static func nation(_ text: String) throws(InvalidField) -> String {
        try NationCode(text.uppercased()).description
    }

    /// An id in capitals, in whatever case it is typed. Other texts stay as they are, so that an error shows what was typed.
    static func id(_ text: String) -> String {
        let capitals = text.uppercased()
        // Ids of requests and taskings have the form of a handle, too.
        return (try? ExpertID(capitals)) == nil ? text : capitals
    }

    /// The one of these words that is typed, in whatever case; nil for none of them.
    static func word(_ text: String, of words: [String]) -> String? {
        let typed = text.lowercased()
        return words.first { $0.lowercased() == typed }
    }

    /// `NATO,UKR` or `EST LVA`: nations or groups.
    static func names(_ text: String) -> [String] {
        text.split { $0 == "," || $0 == " " }.map { $0.uppercased() }
    }

    /// `eng:3332`
    static func language(_ text: String) throws(InvalidField) -> (code: String, profile: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2 else {
            throw InvalidField("", "'\(text)' is no language; write the code and the STANAG 6001 profile, such as eng:3332")
        }
        return (try LanguageCode(parts[0].lowercased()).description, try LanguageProfile(parts[1]).description)
    }

    /// `EST-0042@0`: an expert and the number of the seat that they fill, from 0.
    static func assignment(_ text: String) throws(InvalidField) -> Taskings.Assignment {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2, let seat = Int(parts[1]), seat >= 0 else {
            throw InvalidField("", "'\(text)' names no seat; write the expert, @ and the seat's number from 0, such as EST-0042@0")
        }
        return Taskings.Assignment(seat: seat, expert: try ExpertID(id(parts[0])).text)
    }

    /// `REQ-ALB-2026-0001:EST-0042@0`: a request, and an expert with the number of the seat that they fill there.
    static func plannedPerson(_ text: String) throws(InvalidField) -> Requests.PlannedPerson {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2, !parts[0].isEmpty else {
            throw InvalidField(
                "",
                "'\(text)' names no request; write the request, a colon, the expert, @ and the seat, such as REQ-ALB-2026-0001:EST-0042@0")
        }
        let person = try assignment(parts[1])
        return .init(request: id(parts[0]), seat: person.seat, expert: person.expert)
    }

    /// `30`: seconds, up to a day.
    static func timeout(_ text: String) throws(InvalidField) -> Int {
        guard let seconds = Int(text), (1...86_400).contains(seconds) else {
            throw InvalidField("", "'\(text)' is no time to wait; write whole seconds from 1 to 86400")
        }
        return seconds
    }

    /// `12000`: how many, from 0.
    static func count(_ text: String) throws(InvalidField) -> Int {
        guard let number = Int(text), number >= 0 else {
            throw InvalidField("", "\(quoted(text)) is no number of people; write digits, such as 12000")
        }
        return number
    }

    /// `48`, `48h` or `2d`: hours, above 0.
    static func hours(_ text: String) throws(InvalidField) -> Int {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        let scale = ["": 1, "h": 1, "d": 24][text.dropFirst(digits.count).lowercased()]
        guard let number = Int(digits), number > 0, digits.utf8.count <= 6, let scale else {
            throw InvalidField("", "\(quoted(text)) is no number of hours; write 48, 48h or 2d")
        }
        return number * scale
    }

    /// `nation=0`
    static func weight(_ text: String) throws(InvalidField) -> (name: String, value: Int) {
        let parts = text.split(separator: "=", omittingEmptySubsequences: false).map(String.init)
        let known = ["notice", "level", "nation"]
        guard parts.count == 2, let value = Int(parts[1]), value >= 0 else {
            throw InvalidField("", "'\(text)' is no weight; write a name and a number from 0, such as nation=0")
        }
        guard known.contains(parts[0]) else {
            let near = Spelling.nearest(to: parts[0], among: known, most: 1).joined()
            throw InvalidField("", "\(quoted(parts[0])) is no weight; did you mean \(near)? There are \(known.joined(separator: ", "))")
        }
        return (parts[0], value)
    }
}
