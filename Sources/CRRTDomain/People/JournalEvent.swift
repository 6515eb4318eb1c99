/// The kinds of journal entry, by the name that the entry holds. A name is never given another meaning, because journals are kept.
public enum JournalEvent: String, Sendable, Hashable, CaseIterable {
    case expertPut = "expert.put", expertOffer = "expert.offer", expertNameErased = "expert.nameErased"
    case expertRecalled = "expert.recalled"
    case teamPut = "team.put", teamOffer = "team.offer"
    case effectPut = "effect.put", effectOffer = "effect.offer"
    /// Closes an import, after the entries of its records, and holds their counts.
    case rosterImported = "roster.imported"
    case requestSubmitted = "request.submitted", requestAmended = "request.amended", requestValidated = "request.validated"
    case requestReturned = "request.returned", requestCancelled = "request.cancelled", requestClosed = "request.closed"
    case requestExpired = "request.expired"
    case taskingProposed = "tasking.proposed", taskingOrdered = "tasking.ordered", taskingDeparted = "tasking.departed"
    case taskingBegun = "tasking.begun", taskingReleased = "tasking.released", taskingClosed = "tasking.closed"
    case taskingRecalled = "tasking.recalled", taskingAborted = "tasking.aborted"
    case extensionAsked = "tasking.extensionAsked"
    /// An offer that serves in an ordered tasking was changed so that a rule now objects to it.
    case taskingAffected = "tasking.affected"
    case consentEndorsed = "consent.endorsed", consentGranted = "consent.granted", consentRefused = "consent.refused"
    case consentRevoked = "consent.revoked", consentLapsed = "consent.lapsed"
}
