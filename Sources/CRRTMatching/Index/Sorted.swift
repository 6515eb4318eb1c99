extension RandomAccessCollection where Element: Comparable, Index == Int {
    /// The first index of a sorted collection, from `first` on, whose element is not less than this one: where it is or belongs.
    func insertionIndex(of element: Element, from first: Int = 0) -> Int {
        var low = first
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if self[middle] < element { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
