extension RandomAccessCollection where Element: Comparable, Index == Int {
    /// In what is sorted and counted from 0: where the element is or belongs, not before `first`.
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
