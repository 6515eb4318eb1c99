/// An expert, and his number in whatever is talked of.
typealias Numbered = (handle: Int32, number: Int)

extension Dictionary where Value == [Numbered] {
    /// What the experts of a page have, the first of whom has the handle 0: by key those who have it, in the order given.
    init<Held>(
        page experts: [Profile], in order: some Sequence<Int>, _ held: (Profile) -> [Held], key: (Held) -> Key, number: (Held) -> Int
    ) {
        self.init()
        for handle in order {
            for held in held(experts[handle]) { self[key(held), default: []].append((Int32(handle), number(held))) }
        }
    }
}
