import CRRTDomain

/// A number as spreadsheets write it. The decimal mark is a comma or a point, as the country has it, and `12,00` is 12.
enum SheetNumber {
    /// - Throws: `InvalidField` with the value and what to write; also for `1.000`, which is one or a thousand.
    static func whole(_ word: String) throws(InvalidField) -> Int {
        if let number = Int(word) { return number }
        guard let (number, rest) = try parts(word), rest.isEmpty else {
            throw InvalidField("", "\(quoted(word)) is no whole number; write digits alone, such as 180")
        }
        guard let value = number.times(1) else { throw InvalidField("", "\(quoted(word)) is no whole number; write \(number.whole)") }
        return value
    }

    /// `48`, `48h`, `2d` or `1,5d`.
    static func hours(_ word: String) throws(InvalidField) -> Int {
        // A number without a unit may be 0, which is right for people who are ready at once.
        if let number = Int(word) { return number }
        guard let (number, rest) = try parts(word), let scale = ["": 1, "h": 1, "d": 24][rest.lowercased()] else {
            return try WordInput.hours(word)
        }
        guard let hours = number.times(scale) else {
            throw InvalidField("", "\(quoted(word)) is no whole number of hours; write \((number.whole + 1) * scale)h or \(number.whole)h")
        }
        return hours
    }

    private struct Decimal {
        var whole: Int
        /// The digits behind the mark as a number, and ten to the power of how many they are.
        var fraction = 0
        var scale = 1

        /// The product, where it is whole.
        func times(_ factor: Int) -> Int? {
            (fraction * factor).isMultiple(of: scale) ? whole * factor + fraction * factor / scale : nil
        }
    }

    /// The number at the beginning, and what follows it; nil where there is none with few enough digits.
    private static func parts(_ word: String) throws(InvalidField) -> (number: Decimal, rest: String)? {
        let whole = word.prefix(while: isDigit)
        var rest = word[whole.endIndex...]
        guard (1...6).contains(whole.utf8.count), var number = Int(whole).map({ Decimal(whole: $0) }) else { return nil }
        if let mark = rest.first, mark == "," || mark == "." {
            let digits = rest.dropFirst().prefix(while: isDigit)
            guard (1...6).contains(digits.utf8.count), let fraction = Int(digits) else { return nil }
            guard digits.utf8.count != 3 else {
                throw InvalidField("", "\(quoted(word)) is one number here and another one there; write it without \(quoted(String(mark)))")
            }
            number.fraction = fraction
            for _ in digits { number.scale *= 10 }
            rest = rest.dropFirst(digits.count + 1)
        }
        return (number, String(rest))
    }

    private static func isDigit(_ character: Character) -> Bool { character.isASCII && character.isNumber }
}
