import CRRTDomain

/// The journal's events by name.
enum JournalEvents {
    static let all: [String] = JournalEvent.allCases.map(\.rawValue)
}
