import CRRTDomain

/// The tables of docs/domain.md section 4, written down once more: from which state a record may come into which.
enum LifeCycles {
    static func allows(_ from: Request.State?, _ to: Request.State) -> Bool {
        switch (from, to) {
        case (nil, .submitted), (.submitted?, .validated), (.submitted?, .returned): true
        case (.submitted?, .submitted), (.returned?, .submitted), (.validated?, .submitted): true
        case (.submitted?, .cancelled), (.returned?, .cancelled), (.validated?, .cancelled): true
        case (.validated?, .closed), (.validated?, .expired): true
        // A stricter label, at any time.
        case (let from?, let to): from == to
        default: false
        }
    }

    static func allows(_ from: Tasking.State?, _ to: Tasking.State) -> Bool {
        switch (from, to) {
        case (nil, .awaitingConsent), (.awaitingConsent?, .consented), (.awaitingConsent?, .declined), (.consented?, .declined): true
        case (.consented?, .ordered), (.ordered?, .moving), (.ordered?, .onTask), (.moving?, .onTask): true
        case (.moving?, .returning), (.onTask?, .returning), (.returning?, .closed): true
        case (.onTask?, .onTask): true
        // A concern about an offer that serves, or an extension that is dropped, changes the record and not the state.
        case (.ordered?, .ordered), (.moving?, .moving), (.returning?, .returning): true
        case (let from?, .recalled), (let from?, .aborted): from.isActive && from != .returning
        default: false
        }
    }

    static func allows(_ from: Consent.State?, _ to: Consent.State) -> Bool {
        switch (from, to) {
        case (nil, .requested), (.requested?, .requested), (.requested?, .granted), (.requested?, .refused), (.requested?, .lapsed): true
        case (.granted?, .lapsed), (.granted?, .revoked), (.granted?, .spent): true
        default: false
        }
    }
}
