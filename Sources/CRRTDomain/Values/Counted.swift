/// A number with its noun in the right form: `1 member`, `3 members`.
///
/// - Parameters:
///   - number: The number.
///   - one: The noun after 1, with the words that depend on it, such as `member is`.
///   - many: The same after every other number, 0 included, such as `members are`.
public func counted(_ number: Int, _ one: String, _ many: String) -> String { "\(number) \(number == 1 ? one : many)" }
