import CRRTDomain

/// The text of an iCalendar object (RFC 5545): content lines with CRLF, folded so that none is longer than 75 octets.
struct CalendarText {
    /// The most octets of a line, without its CRLF (RFC 5545 section 3.1).
    static let mostOctets = 75

    private(set) var text = ""

    /// Adds a property whose value is in its final form: a name, a number, a time.
    mutating func add(_ name: String, _ value: String) { text += CalendarText.folded("\(name):\(value)") }

    /// Adds a property whose value is text.
    mutating func add(_ name: String, text: String) { add(name, CalendarText.escaped(text)) }

    /// Adds a property that is an instant, to the second.
    mutating func add(_ name: String, _ instant: Instant) { add(name, CalendarText.time(instant)) }

    /// `20270301T060000Z` (RFC 5545 section 3.3.5, form 2).
    static func time(_ instant: Instant) -> String {
        let (year, month, day) = instant.date.components
        let second = Int((instant.milliseconds - instant.date.startOfDay.milliseconds) / 1000)
        let clock = [second / 3600, second / 60 % 60, second % 60].map { padded($0, 2) }.joined()
        return "\(padded(year, 4))\(padded(month, 2))\(padded(day, 2))T\(clock)Z"
    }

    private static func padded(_ number: Int, _ digits: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, digits - text.count)) + text
    }

    /// A text as RFC 5545 section 3.3.11 escapes it. Characters that are harmful on a screen are shown as escapes first, line breaks are
    /// kept.
    static func escaped(_ text: String) -> String {
        var escaped = ""
        for scalar in EscapedText.lines(text).joined(separator: "\n").unicodeScalars {
            switch scalar {
            case "\\", ";", ",": escaped += "\\\(scalar)"
            case "\n": escaped += "\\n"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }

    /// A line with CRLF. It is folded between characters, although the standard allows a fold inside one: readers that take the file line
    /// by line would find half a character.
    private static func folded(_ line: String) -> String {
        var (folded, octets) = ("", 0)
        for scalar in line.unicodeScalars {
            let width = UTF8.width(scalar)
            if octets + width > mostOctets {
                folded += "\r\n "
                octets = 1
            }
            folded.unicodeScalars.append(scalar)
            octets += width
        }
        return folded + "\r\n"
    }
}
