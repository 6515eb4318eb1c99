import CRRTDomain

/// The order of a list of requests, taskings or consents.
public enum IDOrder: Sendable, Hashable {
    /// By the numbers in the ids: `-2` before `-10`.
    case byNumber
    /// By the ids as text, `-10` before `-2`: the order of schema 5 and before. A list that was begun in it is read to its end in it, so
    /// that its reader misses no record.
    case byText

    /// As the indexes of migration 0006 have them: SQLite uses an index only where it reads the same expression.
    static let requestNumber = "substr(id, 5, 9) || printf('%019d', substr(id, 14))"
    static let taskingNumber = "substr(id, 5, 9) || printf('%019d%019d', substr(id, 14), number)"
    static let consentNumber =
        "substr(tasking, 5, 9) || "
        + "printf('%019d%019d', substr(tasking, 14), substr(tasking, 14 + instr(substr(tasking, 14), '-')))"

    /// What a statement sorts by.
    func column(number: String, text: String) -> String { self == .byNumber ? number : text }

    /// As many digits as the highest number has.
    fileprivate static func padded(_ number: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, 19 - digits.count)) + digits
    }
}

extension RequestID {
    /// What the column of this order holds for the id.
    func place(in order: IDOrder) -> String {
        let text = description
        return order == .byText ? text : text.dropFirst(4).prefix(9) + IDOrder.padded(number)
    }
}

extension TaskingID {
    /// What the column of this order holds for the id.
    func place(in order: IDOrder) -> String {
        order == .byText ? description : request.place(in: .byNumber) + IDOrder.padded(number)
    }

    /// Where the taskings of a request go on behind this one, which may be another request's.
    func number(in request: RequestID) -> Int {
        if self.request == request { return number }
        return self.request.place(in: .byNumber) < request.place(in: .byNumber) ? 0 : .max
    }
}

extension ConsentPosition {
    /// What the column of this order holds for the tasking; the beginning where there is none.
    ///
    /// - Throws: `InvalidField` where the tasking is no id.
    func place(in order: IDOrder) throws(InvalidField) -> String {
        tasking.isEmpty || order == .byText ? tasking : try TaskingID(tasking).place(in: .byNumber)
    }
}
