import CRRTDomain
import CRRTProtocol

/// A seat as one word: `GX-SKL-001:4x2@NS+ATOMAL,lead` is two people with GX-SKL-001 at level 4, cleared for NS, with access to ATOMAL,
/// one of whom leads. Only the code and the level are needed.
enum SeatInput {
    static let form = "CODE:LEVEL[xCOUNT][@CLEARANCE][+ACCESS…][,lead]"

    static func seat(_ text: String) throws(InvalidField) -> Requests.Seat {
        let parts = text.split(separator: ",", omittingEmptySubsequences: false)
        guard parts.count <= 2, parts.count == 1 || parts[1].lowercased() == "lead" else {
            throw complaint(text, "after a comma only 'lead' may follow")
        }
        let flags = parts[0].split(separator: "+", omittingEmptySubsequences: false)
        let halves = flags[0].split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
        var seat = try people(halves[0], of: text)
        seat.minClearance = halves.count == 2 ? try clearance(halves[1], of: text) : nil
        seat.accesses = flags.count > 1 ? flags.dropFirst().map { $0.uppercased() } : nil
        seat.lead = parts.count == 2 ? true : nil
        return seat
    }

    /// `GX-SKL-001:4x2`
    private static func people(_ part: Substring, of text: String) throws(InvalidField) -> Requests.Seat {
        let halves = part.split(separator: ":", omittingEmptySubsequences: false)
        guard halves.count == 2 else { throw complaint(text, "there is no level") }
        let numbers = halves[1].split(omittingEmptySubsequences: false) { $0 == "x" || $0 == "X" }
        guard numbers.count <= 2, let level = Int(numbers[0]), (1...5).contains(level) else {
            throw complaint(text, "'\(halves[1])' is no level from 1 to 5")
        }
        guard let count = numbers.count == 2 ? Int(numbers[1]) : 1, count > 0 else {
            throw complaint(text, "'\(numbers[1])' is no number of people")
        }
        let code: SkillCode
        do { code = try SkillCode(halves[0].uppercased()) } catch { throw unknown(halves[0]) }
        return Requests.Seat(skill: code.text, minLevel: level, count: numbers.count == 2 ? count : nil)
    }

    /// The complaint about what is no code, with the search for it if it is plain words.
    private static func unknown(_ code: Substring) -> InvalidField {
        let isPlain = !code.isEmpty && code.allSatisfy { $0.isLetter || $0.isNumber || $0 == " " }
        let reason = "\(quoted(String(code))) is no skill code; they look like PD-WRL-003 or GX-SKL-001"
        return InvalidField("", reason + (isPlain ? "; 'crrtctl skill list \(code)' finds the code" : ""))
    }

    private static func clearance(_ part: Substring, of text: String) throws(InvalidField) -> Requests.Classification {
        guard let level = Requests.Classification(rawValue: part.uppercased()) else {
            let known = Requests.Classification.allCases.map(\.rawValue).joined(separator: ", ")
            throw complaint(text, "'\(part)' is no clearance; there are \(known)")
        }
        return level
    }

    private static func complaint(_ text: String, _ reason: String) -> InvalidField {
        InvalidField("", "'\(text)': \(reason); write \(form), such as GX-SKL-001:4x2@NS,lead")
    }
}

extension Requests.Seat {
    /// The seat as one word that ``SeatInput`` reads.
    var word: String {
        let people = "\(skill):\(minLevel)" + (count.map { $0 == 1 ? "" : "x\($0)" } ?? "")
        let flags = (minClearance.map { "@\($0.rawValue)" } ?? "") + (accesses ?? []).map { "+\($0)" }.joined()
        return people + flags + (lead == true ? ",lead" : "")
    }
}
