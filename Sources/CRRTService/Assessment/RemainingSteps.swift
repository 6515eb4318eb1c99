import CRRTDomain

extension Tasking.State {
    /// The steps that end a tasking in this state, in words: `recall or abort`. Empty once it has ended.
    var endingSteps: String {
        switch self {
        case .awaitingConsent, .consented: "abort"
        case .ordered: "recall or abort"
        case .moving, .onTask: "release and close, recall or abort"
        case .returning: "close"
        case .closed, .declined, .recalled, .aborted: ""
        }
    }
}
