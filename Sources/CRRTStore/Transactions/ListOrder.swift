import CRRTDomain

/// The order of a list of requests, taskings or consents.
public enum ListOrder: Sendable, Hashable {
    /// By the numbers in the ids: `-2` before `-10`.
    case byNumber
    /// By the ids as text, `-10` before `-2`: the order up to schema 5. A list begun in this order is continued in it, so that no record is
    /// missed.
    case byText

    /// The expressions of the indexes of migration 0006. SQLite uses an index only for the same expression.
    static let requestNumber = "substr(id, 5, 9) || printf('%019d', substr(id, 14))"
    static let taskingNumber = "substr(id, 5, 9) || printf('%019d%019d', substr(id, 14), number)"
    static let consentNumber =
        "substr(tasking, 5, 9) || "
        + "printf('%019d%019d', substr(tasking, 14), substr(tasking, 14 + instr(substr(tasking, 14), '-')))"

    /// The expression that a statement sorts by.
    func column(number: String, text: String) -> String { self == .byNumber ? number : text }

    /// The number with leading zeros, as long as the largest one.
    fileprivate static func padded(_ number: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, 19 - digits.count)) + digits
    }
}

extension RequestID {
    /// The id's value of the sort expression.
    func sortKey(in order: ListOrder) -> String {
        let text = description
        return order == .byText ? text : text.dropFirst(4).prefix(9) + ListOrder.padded(number)
    }
}

extension TaskingID {
    /// The id's value of the sort expression.
    func sortKey(in order: ListOrder) -> String {
        order == .byText ? description : request.sortKey(in: .byNumber) + ListOrder.padded(number)
    }

    /// The number after which the taskings of a request continue, if a list stands at this tasking, which may be another request's.
    func number(in request: RequestID) -> Int {
        if self.request == request { return number }
        return self.request.sortKey(in: .byNumber) < request.sortKey(in: .byNumber) ? 0 : .max
    }
}

extension ConsentPosition {
    /// The tasking's value of the sort expression; empty at the beginning of the list.
    ///
    /// - Throws: `InvalidField` where the tasking is no id.
    func sortKey(in order: ListOrder) throws(InvalidField) -> String {
        tasking.isEmpty || order == .byText ? tasking : try TaskingID(tasking).sortKey(in: .byNumber)
    }
}
