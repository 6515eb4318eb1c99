/// An expert, and his number in whatever is talked of.
typealias Numbered = (handle: Int32, number: Int)

extension Dictionary where Value == [Numbered] {
    /// What the experts of a page have, the first of whom has the handle 0: by key those who have it, in order of handle.
    init<Held>(page experts: [Profile], _ held: (Profile) -> [Held], key: (Held) -> Key, number: (Held) -> Int) {
        self.init()
        for (handle, expert) in experts.enumerated() {
            for held in held(expert) { self[key(held), default: []].append((Int32(handle), number(held))) }
        }
    }
}
