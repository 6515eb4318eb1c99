internal import CRRTDomain

/// A set of nations as a bitmap. The rules about nations read it for every expert.
struct NationSet {
    private var words = [UInt64](repeating: 0, count: (26 * 26 * 26 + 63) / 64)

    init(_ nations: some Sequence<NationCode>) {
        for nation in nations { words[Int(nation.ordinal >> 6)] |= 1 << UInt64(nation.ordinal & 63) }
    }

    func contains(_ nation: NationCode) -> Bool {
        words[Int(nation.ordinal >> 6)] & (1 << UInt64(nation.ordinal & 63)) != 0
    }
}
