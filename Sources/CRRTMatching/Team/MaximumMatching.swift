/// A maximum bipartite matching of slots and people, by augmenting paths (Kuhn's algorithm): the most slots that distinct people can fill,
/// whatever the cost.
///
/// Slots are augmented in order, so the earliest slots that can be filled are filled.
struct MaximumMatching {
    /// By slot, the index of the person who takes it; nil while it is open.
    private(set) var personForSlot: [Int?]
    /// By person, the slot; -1 for none.
    private var slotOf: [Int]
    /// By person, the slot for which a path was last tried through them. Each search visits a person once.
    private var visitedFor: [Int]
    private let slots: [Int]
    private let kindMasks: [UInt64]

    /// - Parameters:
    ///   - slots: The kind of each slot.
    ///   - kindMasks: By person; bit k is set where they are eligible for slots of kind k.
    init(slots: [Int], kindMasks: [UInt64]) {
        self.slots = slots
        self.kindMasks = kindMasks
        personForSlot = Array(repeating: nil, count: slots.count)
        slotOf = Array(repeating: -1, count: kindMasks.count)
        visitedFor = slotOf
        for slot in slots.indices { _ = augment(slot, from: slot) }
    }

    /// The number of slots that are filled.
    var size: Int { personForSlot.count { $0 != nil } }

    /// Fills a slot along an augmenting path that begins at `start`; false where there is none.
    private mutating func augment(_ slot: Int, from start: Int) -> Bool {
        for person in kindMasks.indices where visitedFor[person] != start && kindMasks[person] & (1 << UInt64(slots[slot])) != 0 {
            visitedFor[person] = start
            if slotOf[person] >= 0, !augment(slotOf[person], from: start) { continue }
            personForSlot[slot] = person
            slotOf[person] = slot
            return true
        }
        return false
    }
}
