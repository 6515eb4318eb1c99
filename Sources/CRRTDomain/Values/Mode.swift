/// Where somebody can serve, or where the work can be done; `both` is either way, on both sides.
public enum Mode: String, Sendable, Hashable, CaseIterable {
    case remote, onSite, both

    /// Whether there is a way that this offer and that need share.
    public func serves(_ need: Mode) -> Bool { self == .both || need == .both || self == need }
}

/// Scale and effects as a lawyer would brief them. It informs priority and decides nothing.
public enum Severity: String, Sendable, Hashable, CaseIterable { case belowThreshold, grayZone, clearTrigger }

/// Message precedence, lowest first (ACP 121).
public enum Precedence: String, Sendable, Hashable, CaseIterable, Comparable {
    case routine, priority, immediate, flash
    public var rank: Int { Precedence.allCases.firstIndex(of: self) ?? 0 }
    public static func < (left: Precedence, right: Precedence) -> Bool { left.rank < right.rank }
}
