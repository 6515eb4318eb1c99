extension Incident {
    /// Who is thought to be behind an incident. It is the requesting nation's note and decides nothing.
    public struct Attribution: Sendable, Hashable {
        /// How sure the nation is, as analysts say it (ICD 203).
        public enum Confidence: String, Sendable, Hashable, CaseIterable { case low, moderate, high }

        /// What is thought and on what grounds, at most 4000 bytes.
        public var note: String
        /// How sure the nation is.
        public var confidence: Confidence

        /// - Throws: `InvalidField` for a note that is empty or too long.
        public init(note: String, confidence: Confidence) throws(InvalidField) {
            self.note = try FieldValidation.requiredText(note, "note", Incident.longestText)
            self.confidence = confidence
        }
    }
}
