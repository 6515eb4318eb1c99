import CRRTDomain

/// Who is told an inject.
extension Context {
    /// Whether the caller is told an inject: exercise control and the auditor always, others once it is released to them, if they are
    /// cleared for it. Who sees the whole journal reads every inject that was released.
    func isTold(_ inject: ExerciseMessage) -> Bool {
        if caller.hasAny(of: [.excon, .auditor]) { return true }
        return inject.state == .released && isTold(inject.to, inject.classification)
    }

    /// Whether the caller is told a released inject with these readers and this classification.
    func isTold(_ readers: [Reader], _ classification: Classification) -> Bool {
        if caller.seesEverything { return true }
        guard caller.clearance >= classification else { return false }
        return readers.contains { reader in
            switch reader {
            case .all: caller.reads(asAny: [.duty, .authority, .council, .ncp])
            case .desk: caller.reads(asAny: [.duty, .authority, .council])
            case .nation(let nation): caller.reads(for: nation)
            }
        }
    }
}

extension ExerciseMessage {
    /// What the journal holds of a released inject.
    var told: [String: String?] {
        [
            "text": text, "classification": classification.rawValue, "to": to.map(\.description).joined(separator: " "),
            "request": request?.description, "at": at?.description, "plannedBy": by.description, "plannedAt": addedAt.description,
        ]
    }
}
