/// Where an expert can serve, or where the work can be done. `both` accepts either, on both sides.
public enum Mode: String, Sendable, Hashable, CaseIterable {
    case remote, onSite, both

    /// Whether an offer of this mode fits that need.
    public func serves(_ need: Mode) -> Bool { self == .both || need == .both || self == need }
}

/// Scale and effects of an attack, as a lawyer would brief them. It informs priority and decides nothing.
public enum Severity: String, Sendable, Hashable, CaseIterable { case belowThreshold, grayZone, clearTrigger }

/// What a team is sent to do.
public enum Mission: String, Sendable, Hashable, CaseIterable { case respond, prevent, assess, exercise }

/// Message precedence, lowest first (ACP 121).
public enum Precedence: String, Sendable, Hashable, CaseIterable, Comparable {
    case routine, priority, immediate, flash
    /// 0 for `routine` to 3 for `flash`.
    public var rank: Int { Precedence.allCases.firstIndex(of: self) ?? 0 }
    public static func < (left: Precedence, right: Precedence) -> Bool { left.rank < right.rank }
}
