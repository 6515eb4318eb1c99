extension RandomAccessCollection where Element: Comparable, Index == Int {
    /// The index in a sorted collection, not below `first`, at which the element is or belongs.
    func place(of element: Element, from first: Int = 0) -> Int {
        var low = first
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if self[middle] < element { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
