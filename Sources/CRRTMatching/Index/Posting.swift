/// Everyone who holds one skill, by handle, with the level: the list that a seat is searched in.
struct Posting {
    struct Holder {
        var expert: Int32
        /// 1 to 5.
        var level: Int32
    }

    private(set) var holders: [Holder] = []

    mutating func set(_ expert: Int32, level: Int) {
        let place = position(of: expert)
        let holder = Holder(expert: expert, level: Int32(level))
        if place < holders.count, holders[place].expert == expert {
            holders[place] = holder
        } else {
            holders.insert(holder, at: place)
        }
    }

    mutating func remove(_ expert: Int32) {
        let place = position(of: expert)
        if place < holders.count, holders[place].expert == expert { holders.remove(at: place) }
    }

    /// The first place whose expert is not before this one. New experts have the largest handle, so they are appended.
    private func position(of expert: Int32) -> Int {
        guard let last = holders.last, last.expert >= expert else { return holders.count }
        var low = 0
        var high = holders.count - 1
        while low < high {
            let middle = (low + high) / 2
            if holders[middle].expert < expert { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
