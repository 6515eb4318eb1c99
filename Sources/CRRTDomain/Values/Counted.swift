/// A number with its noun in the right form: `1 member`, `3 members`.
///
/// - Parameters:
///   - one: the noun after 1, with whatever else depends on it: `member is`.
///   - many: the same after any other number, 0 included: `members are`.
public func counted(_ number: Int, _ one: String, _ many: String) -> String { "\(number) \(number == 1 ? one : many)" }
