import CRRTDomain

extension Tasking.State {
    /// What ends a tasking that is in this state, for a refusal that asks for it: `recall or abort`. Empty once it has ended.
    var waysToEnd: String {
        switch self {
        case .awaitingConsent, .consented: "abort"
        case .ordered: "recall or abort"
        case .moving, .onTask: "release and close, recall or abort"
        case .returning: "close"
        case .closed, .declined, .recalled, .aborted: ""
        }
    }
}
