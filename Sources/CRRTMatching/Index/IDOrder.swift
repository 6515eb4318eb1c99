internal import CRRTDomain

/// The order of the experts' ids, by handle. Experts who were added in order of id, as rows are, are compared by handle alone.
struct IDOrder: Sendable {
    private(set) var keys = Column<IDKey>()
    /// Handles below this were added in order.
    private(set) var ordered: Int32 = 0

    /// Adds the id of the next handle.
    mutating func append(_ key: IDKey) {
        let handle = keys.append(key)
        if handle == ordered, handle == 0 || keys[handle - 1] < key { ordered += 1 }
    }

    /// Whether an id would be in order as the next one. It then equals none of those before.
    func allPrecede(_ key: IDKey) -> Bool { ordered == 0 || Int(ordered) == keys.count && keys[ordered - 1] < key }

    func precedes(_ left: Int32, _ right: Int32) -> Bool {
        max(left, right) < ordered ? left < right : keys[left] < keys[right]
    }
}
