import Crypto

extension Command {
    /// Draws a number for an id. Counted numbers would tell how many records there are that a reader may not see.
    ///
    /// - Parameters:
    ///   - numbers: The numbers to draw from.
    ///   - text: A text of the new record, so that a seeded salt draws different numbers for different records.
    ///   - isTaken: Whether a record has this number.
    /// - Returns: nil where no draw met a free number.
    func drawNumber(
        from numbers: ClosedRange<Int>, for text: String, isTaken: (_ number: Int) throws -> Bool
    ) rethrows -> Int? {
        let salt = salt()
        for attempt in 0..<1000 {
            let hash = SHA256.hash(data: Array("\(salt) \(now) \(text) \(attempt)".utf8))
            let drawn = hash.prefix(4).reduce(0) { $0 << 8 | Int($1) }
            let number = numbers.lowerBound + drawn % numbers.count
            if try !isTaken(number) { return number }
        }
        return nil
    }
}
