/// A classification and the nations that may know.
///
/// Of several records together, the label has the highest classification (restriction unites) and the nations that may know each of them
/// (permission intersects).
public struct Label: Sendable, Hashable {
    /// What a reader must be cleared for.
    public let classification: Classification
    /// The nations that may know; never empty.
    public let releasableTo: Set<NationCode>

    /// - Throws: `NotReleasable` where no nation is named.
    public init(_ classification: Classification, releasableTo: Set<NationCode>) throws(NotReleasable) {
        guard !releasableTo.isEmpty else { throw NotReleasable(classification: classification) }
        self.classification = classification
        self.releasableTo = releasableTo
    }

    /// The label of both together. The operation is associative, commutative and idempotent, so neither order nor grouping matters.
    ///
    /// - Throws: `NotReleasable` where no nation may know both.
    public func combined(with other: Label) throws(NotReleasable) -> Label {
        try Label(max(classification, other.classification), releasableTo: releasableTo.intersection(other.releasableTo))
    }

    /// The label of all of them together; nil for an empty sequence.
    ///
    /// - Throws: `NotReleasable`, with the highest of all classifications, where no nation may know each of them.
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

    /// The same label with at least this classification.
    public func raised(to floor: Classification) -> Label {
        Label(unchecked: max(classification, floor), releasableTo)
    }

    private init(unchecked classification: Classification, _ releasableTo: Set<NationCode>) {
        self.classification = classification
        self.releasableTo = releasableTo
    }
}

/// No nation may know everything that was combined. Each part may still be shown to those who may know it.
public struct NotReleasable: Error, Sendable, Hashable {
    /// The highest classification of all parts.
    public let classification: Classification
    public init(classification: Classification) { self.classification = classification }
}
