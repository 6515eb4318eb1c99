/// A text cut to its first hundred characters, with `…` where it was longer. Error messages quote callers' input in this form.
///
/// Characters are Unicode scalars, because one grapheme cluster can be arbitrarily long.
public func shortened(_ text: String) -> String {
    let scalars = text.unicodeScalars
    let end = scalars.index(scalars.startIndex, offsetBy: 100, limitedBy: scalars.endIndex)
    guard let end, end < scalars.endIndex else { return text }
    return String(scalars[..<end]) + "…"
}

/// The same in quotes, as error messages show it: `'ESTONIA'`.
public func quoted(_ text: String) -> String { "'\(shortened(text))'" }
