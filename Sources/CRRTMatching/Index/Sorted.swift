extension RandomAccessCollection where Element: Comparable, Index == Int {
    /// The first index of a sorted collection, from `first` on, whose element is not less than this one: where it is or belongs.
    func insertionIndex(of element: Element, from first: Int = 0) -> Int { partitioningIndex(from: first) { $0 < element } }
}

extension RandomAccessCollection where Index == Int {
    /// The first index, from `first` on, whose element does not belong before; all that do must come before all that do not.
    func partitioningIndex(from first: Int = 0, where belongsBefore: (Element) -> Bool) -> Int {
        var low = first
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if belongsBefore(self[middle]) { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
