import CRRTDomain

extension Tasking {
    /// What remains possible where no forward step is, in words.
    var remainingSteps: String {
        switch state {
        case .awaitingConsent, .consented: "abort it and propose anew"
        case .ordered: "what is left is to recall or abort it"
        case .moving, .onTask: "what is left is to release, recall or abort it"
        case .returning where abroad.isEmpty: "what is left is to close it"
        case .returning: "what is left is to report its people home, and to close it"
        case .closed, .declined, .recalled, .aborted:
            abroad.isEmpty ? "it has ended" : "what is left is to report its people home"
        }
    }

    /// The steps that end an active tasking, in words: `recall or abort`. Empty once it has ended.
    var endingSteps: String {
        switch state {
        case .awaitingConsent, .consented: "abort"
        case .ordered: "recall or abort"
        case .moving, .onTask: "release and close, recall or abort"
        case .returning where abroad.isEmpty: "close"
        case .returning: "report home and close"
        case .closed, .declined, .recalled, .aborted: abroad.isEmpty ? "" : "report home the people of"
        }
    }
}
