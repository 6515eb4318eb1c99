/// A command about a tasking, as the board shows it. `…` stands for text that the user has to write.
indirect enum SuggestedCommand {
    case show, order, approve, depart, begin, report, release, home, close, recall, abort
    /// The answers to a tasking.
    case consents
    /// Takes people out who are no longer needed.
    case withdraw
    /// Revokes a consent to the tasking.
    case revoke
    /// A step of these people only.
    case people(SuggestedCommand, [String])

    func command(_ tasking: String) -> String {
        switch self {
        case .show: "crrtctl tasking show \(tasking)"
        case .order: "crrtctl tasking order \(tasking)"
        case .approve: "crrtctl tasking approve \(tasking)"
        case .depart: "crrtctl tasking depart \(tasking)"
        case .begin: "crrtctl tasking begin \(tasking)"
        case .report: "crrtctl tasking report \(tasking) --from … --summary …"
        case .release: "crrtctl tasking release \(tasking)"
        case .home: "crrtctl tasking home \(tasking)"
        case .close: "crrtctl tasking close \(tasking) --report …"
        case .recall: "crrtctl tasking recall \(tasking) --reason …"
        case .abort: "crrtctl tasking abort \(tasking) --reason …"
        case .consents: "crrtctl consent show \(tasking)"
        case .withdraw: "crrtctl tasking withdraw \(tasking) --cause released --reason …"
        case .revoke: "crrtctl consent revoke \(tasking) --reason …"
        case .people(let step, let names): ([step.command(tasking)] + names.map { "--expert \($0)" }).joined(separator: " ")
        }
    }
}
