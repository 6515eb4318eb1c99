internal import CRRTDomain

/// The order of the experts' ids, by handle. Whoever comes in order of id, as rows do, is compared without looking at ids.
struct IDOrder: Sendable {
    private(set) var keys = Column<IDKey>()
    /// Those with smaller handles came in order.
    private(set) var ordered: Int32 = 0

    /// The id of the next handle.
    mutating func append(_ key: IDKey) {
        let handle = keys.append(key)
        if handle == ordered, handle == 0 || keys[handle - 1] < key { ordered += 1 }
    }

    /// Whether this one, were it the next, would come in order behind all that are there: then it is none of them.
    func allPrecede(_ key: IDKey) -> Bool { ordered == 0 || Int(ordered) == keys.count && keys[ordered - 1] < key }

    func precedes(_ left: Int32, _ right: Int32) -> Bool {
        max(left, right) < ordered ? left < right : keys[left] < keys[right]
    }
}
