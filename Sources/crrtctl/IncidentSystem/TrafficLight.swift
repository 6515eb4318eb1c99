import CRRTDomain

/// The Traffic Light Protocol, versions 1 and 2 (FIRST), mildest first.
enum TrafficLight: Int, CaseIterable, Comparable, Sendable {
    case clear, green, amber, amberStrict, red

    /// - Parameter tag: Such as `tlp:amber+strict` or `TLP:WHITE`, also without `tlp:`. nil where it is none.
    init?(_ tag: String) {
        var word = Self.letters(tag)
        if word.hasPrefix("tlp") { word = String(word.dropFirst(word.hasPrefix("tlp:") ? 4 : 3)) }
        switch word {
        case "clear", "white": self = .clear
        case "green": self = .green
        case "amber": self = .amber
        case "amber+strict", "amberstrict": self = .amberStrict
        case "red": self = .red
        default: return nil
        }
    }

    /// Whether a tag means to be a traffic light, whatever else is in it.
    static func isMeant(by tag: String) -> Bool { letters(tag).hasPrefix("tlp") }

    /// Without blanks, invisible characters and punctuation, which systems and people add.
    private static func letters(_ tag: String) -> String {
        tag.lowercased().filter { $0.isASCII && ($0.isLetter || $0 == "+" || $0 == ":") }
    }

    var name: String {
        switch self {
        case .clear: "TLP:CLEAR"
        case .green: "TLP:GREEN"
        case .amber: "TLP:AMBER"
        case .amberStrict: "TLP:AMBER+STRICT"
        case .red: "TLP:RED"
        }
    }

    /// A label to begin with. A traffic light says who may be told, and is no classification, so a person decides.
    var proposal: Classification {
        switch self {
        case .clear, .green: .unclassified
        case .amber, .amberStrict: .restricted
        case .red: .confidential
        }
    }

    static func < (left: TrafficLight, right: TrafficLight) -> Bool { left.rawValue < right.rawValue }
}
