import CRRTDomain

// The contract's value for each one of the domain. Every switch is exhaustive, so the compiler finds a case that the contract lacks.

func wire(_ value: Classification) -> Roster.Classification {
    switch value {
    case .unclassified: .NU
    case .restricted: .NR
    case .confidential: .NC
    case .secret: .NS
    case .topSecret: .CTS
    }
}

func wire(_ value: Classification) -> Requests.Classification {
    switch value {
    case .unclassified: .NU
    case .restricted: .NR
    case .confidential: .NC
    case .secret: .NS
    case .topSecret: .CTS
    }
}

func wire(_ value: Mode) -> Roster.Expert.Mode {
    switch value {
    case .remote: .remote
    case .onSite: .onSite
    case .both: .both
    }
}

func wire(_ value: Mode) -> Requests.Request.Mode {
    switch value {
    case .remote: .remote
    case .onSite: .onSite
    case .both: .both
    }
}

func wire(_ value: Offer.State) -> Roster.Offer.State {
    switch value {
    case .offered: .offered
    case .suspended: .suspended
    case .withdrawn: .withdrawn
    }
}

func wire(_ value: Effect.Category) -> Roster.Effect.Category {
    switch value {
    case .defensive: .defensive
    case .offensive: .offensive
    }
}

func wire(_ value: Severity) -> Requests.Request.Severity {
    switch value {
    case .belowThreshold: .belowThreshold
    case .grayZone: .grayZone
    case .clearTrigger: .clearTrigger
    }
}

func wire(_ value: Mission) -> Requests.Request.Mission {
    switch value {
    case .respond: .respond
    case .prevent: .prevent
    case .assess: .assess
    case .exercise: .exercise
    }
}

func wire(_ value: Incident.Attribution.Confidence) -> Requests.Attribution.Confidence {
    switch value {
    case .low: .low
    case .moderate: .moderate
    case .high: .high
    }
}

func wire(_ value: Precedence) -> Requests.Request.Precedence {
    switch value {
    case .routine: .routine
    case .priority: .priority
    case .immediate: .immediate
    case .flash: .flash
    }
}

func wire(_ value: Precedence) -> Requests.Request.FiledPrecedence {
    switch value {
    case .routine: .routine
    case .priority: .priority
    case .immediate: .immediate
    case .flash: .flash
    }
}

func wire(_ value: Request.State) -> Requests.Request.State {
    switch value {
    case .submitted: .submitted
    case .validated: .validated
    case .returned: .returned
    case .cancelled: .cancelled
    case .closed: .closed
    case .expired: .expired
    }
}

func wire(_ value: Request.State) -> Requests.SharedRequest.State {
    switch value {
    case .submitted: .submitted
    case .validated: .validated
    case .returned: .returned
    case .cancelled: .cancelled
    case .closed: .closed
    case .expired: .expired
    }
}

func wire(_ value: Request.Filled) -> Requests.Request.Filled {
    switch value {
    case .none: .none
    case .partly: .partly
    case .fully: .fully
    }
}

func wire(_ value: Tasking.Kind) -> Taskings.Tasking.Kind {
    switch value {
    case .team: .team
    case .augmented: .augmented
    case .assembled: .assembled
    case .effect: .effect
    }
}

func wire(_ value: Tasking.State) -> Taskings.Tasking.State {
    switch value {
    case .awaitingConsent: .awaitingConsent
    case .consented: .consented
    case .ordered: .ordered
    case .moving: .moving
    case .onTask: .onTask
    case .returning: .returning
    case .closed: .closed
    case .declined: .declined
    case .recalled: .recalled
    case .aborted: .aborted
    }
}

func wire(_ value: Consent.Kind) -> Consents.Consent.Kind {
    switch value {
    case .contribute: .contribute
    case .host: .host
    case .effect: .effect
    }
}

func wire(_ value: Consent.State) -> Consents.Consent.State {
    switch value {
    case .requested: .requested
    case .granted: .granted
    case .refused: .refused
    case .lapsed: .lapsed
    case .revoked: .revoked
    case .spent: .spent
    }
}

func wire(_ value: Consent.Kind) -> Taskings.ConsentState.Kind {
    switch value {
    case .contribute: .contribute
    case .host: .host
    case .effect: .effect
    }
}

func wire(_ value: Consent.State) -> Taskings.ConsentState.State {
    switch value {
    case .requested: .requested
    case .granted: .granted
    case .refused: .refused
    case .lapsed: .lapsed
    case .revoked: .revoked
    case .spent: .spent
    }
}

func wire(_ value: Element.State) -> Taskings.Element.State {
    switch value {
    case .asked: .asked
    case .agreed: .agreed
    case .ordered: .ordered
    case .moving: .moving
    case .onTask: .onTask
    case .returning: .returning
    case .home: .home
    case .out: .out
    }
}

func wire(_ value: Element.Cause) -> Taskings.Element.Cause {
    switch value {
    case .refused: .refused
    case .lapsed: .lapsed
    case .revoked: .revoked
    case .recalled: .recalled
    case .ill: .ill
    case .replaced: .replaced
    case .amended: .amended
    case .hostRevoked: .hostRevoked
    case .aborted: .aborted
    case .released: .released
    case .ceased: .ceased
    }
}

func wire(_ value: EffectOutcome.Result) -> Taskings.Outcome.Result {
    switch value {
    case .achieved: .achieved
    case .partly: .partly
    case .notAchieved: .notAchieved
    case .unknown: .unknown
    }
}

func wire(_ value: ExternalCommitment.Holder) -> Roster.ExternalCommitment.To {
    switch value {
    case .euReserve: .euReserve
    case .ucpm: .ucpm
    case .nationalDuty: .nationalDuty
    case .other: .other
    }
}

func wire(_ value: Referral.Article) -> Requests.Referral.Article {
    switch value {
    case .article4: .article4
    case .article5: .article5
    }
}

func wire(_ value: Campaign.State) -> Campaigns.Campaign.State {
    switch value {
    case .open: .open
    case .closed: .closed
    }
}

func wire(_ value: Campaign.Domain) -> Campaigns.Domain {
    switch value {
    case .cyberspace: .cyberspace
    case .land: .land
    case .air: .air
    case .maritime: .maritime
    case .space: .space
    case .information: .information
    case .energy: .energy
    case .transport: .transport
    case .finance: .finance
    case .health: .health
    case .hybrid: .hybrid
    }
}

func wire(_ value: Classification) -> Campaigns.Classification {
    switch value {
    case .unclassified: .NU
    case .restricted: .NR
    case .confidential: .NC
    case .secret: .NS
    case .topSecret: .CTS
    }
}

func wire(_ value: StandbyPeriod.State) -> Standby.Period.State {
    switch value {
    case .offered: .offered
    case .confirmed: .confirmed
    case .withdrawn: .withdrawn
    }
}

func wire(_ value: StandbyPeriod.Tier) -> Standby.Period.Tier {
    switch value {
    case .first: .first
    case .second: .second
    }
}
