/// How secret something is, and which nations may know it. What is put together of several things is as secret as the most secret of them
/// (restriction unites) and may be known to those only who may know each of them (permission intersects).
public struct Label: Sendable, Hashable {
    public let classification: Classification
    /// Never empty.
    public let releasableTo: Set<NationCode>

    /// - Throws: `NotReleasable` where no nation is named.
    public init(_ classification: Classification, releasableTo: Set<NationCode>) throws(NotReleasable) {
        guard !releasableTo.isEmpty else { throw NotReleasable(classification: classification) }
        self.classification = classification
        self.releasableTo = releasableTo
    }

    /// The label of both together: associative, commutative and idempotent, so that neither order nor grouping matters.
    public func combined(with other: Label) throws(NotReleasable) -> Label {
        try Label(max(classification, other.classification), releasableTo: releasableTo.intersection(other.releasableTo))
    }

    /// The label of all of them together; nil where there are none.
    ///
    /// - Throws: `NotReleasable` with the highest of all classifications where no nation may know each of them.
    public static func combined(_ labels: some Sequence<Label>) throws(NotReleasable) -> Label? {
        var highest: Classification?
        var nations: Set<NationCode>?
        for label in labels {
            highest = max(highest ?? label.classification, label.classification)
            nations = nations?.intersection(label.releasableTo) ?? label.releasableTo
        }
        guard let highest, let nations else { return nil }
        return try Label(highest, releasableTo: nations)
    }

    /// Never under this.
    public func raised(to floor: Classification) -> Label {
        Label(unchecked: max(classification, floor), releasableTo)
    }

    private init(unchecked classification: Classification, _ releasableTo: Set<NationCode>) {
        self.classification = classification
        self.releasableTo = releasableTo
    }
}

/// There is no nation that may know all of what was put together. Each part may still be shown to those who may know it.
public struct NotReleasable: Error, Sendable, Hashable {
    /// Of all parts together.
    public let classification: Classification
    public init(classification: Classification) { self.classification = classification }
}
