/// An expert and a number, such as a level.
typealias Numbered = (handle: Int32, number: Int)

extension Dictionary where Value == [Numbered] {
    /// By key, the experts of a page who have it, with their numbers, in the order given. Handles begin at 0.
    init<Held>(
        page experts: [Profile], in order: some Sequence<Int>, _ held: (Profile) -> [Held], key: (Held) -> Key, number: (Held) -> Int
    ) {
        self.init()
        for handle in order {
            for held in held(experts[handle]) { self[key(held), default: []].append((Int32(handle), number(held))) }
        }
    }
}
