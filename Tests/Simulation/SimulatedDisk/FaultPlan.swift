/// Which operations are to fail, and how.
struct FaultPlan {
    struct Fault {
        var operation: SimulatedDisk.Operation
        /// Operations of the kind until it comes; 1: the next one.
        var left: Int
        var errno: Int32
        /// Bytes that a write lacks before the next one fails.
        var shortBy = 0
        var untilHealed = false
    }

    enum Verdict: Equatable {
        case pass
        case fail(Int32)
        /// The write lacks its last bytes.
        case shorten(by: Int)
    }

    private var faults: [Fault] = []

    mutating func add(_ fault: Fault) { faults.append(fault) }

    /// Counts one operation.
    ///
    /// - Parameter size: of a write, in bytes.
    mutating func verdict(on operation: SimulatedDisk.Operation, size: Int = 0) -> Verdict {
        var due: Int?
        for index in faults.indices where faults[index].operation == operation {
            faults[index].left -= 1
            if faults[index].left <= 0, due == nil { due = index }
        }
        guard let due else { return .pass }
        let fault = faults[due]
        if operation == .write, fault.shortBy > 0, fault.shortBy < size {
            faults[due].shortBy = 0
            return .shorten(by: fault.shortBy)
        }
        if !fault.untilHealed { faults.remove(at: due) }
        return .fail(fault.errno)
    }
}
