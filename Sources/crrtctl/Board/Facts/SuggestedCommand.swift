/// A command about a tasking, as the board shows it. `…` stands for text that the user has to write.
enum SuggestedCommand {
    case show, order, depart, begin, release, close, recall, abort
    /// Revokes a consent to the tasking.
    case revoke

    func command(_ tasking: String) -> String {
        switch self {
        case .show: "crrtctl tasking show \(tasking)"
        case .order: "crrtctl tasking order \(tasking)"
        case .depart: "crrtctl tasking depart \(tasking)"
        case .begin: "crrtctl tasking begin \(tasking)"
        case .release: "crrtctl tasking release \(tasking)"
        case .close: "crrtctl tasking close \(tasking) --report …"
        case .recall: "crrtctl tasking recall \(tasking) --reason …"
        case .abort: "crrtctl tasking abort \(tasking) --reason …"
        case .revoke: "crrtctl consent revoke \(tasking) --reason …"
        }
    }
}
