/// To whom an inject or a note is told. Who that is for each of them, `Visibility` decides with their subject.
public enum Reader: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// Everybody who reads the records that it is about.
    case all
    /// The operations centre.
    case desk
    /// The contact points of a nation.
    case nation(NationCode)

    /// - Throws: `InvalidField` for anything but `all`, `desk` and a nation.
    public init(_ text: String) throws(InvalidField) {
        switch text {
        case "all": self = .all
        case "desk": self = .desk
        default:
            do { self = .nation(try NationCode(text)) } catch {
                throw InvalidField("", "\(quoted(text)) is no reader; write all, desk or a nation such as EST")
            }
        }
    }

    public var description: String {
        switch self {
        case .all: "all"
        case .desk: "desk"
        case .nation(let code): code.description
        }
    }

    public static func < (left: Self, right: Self) -> Bool { left.description < right.description }
}
