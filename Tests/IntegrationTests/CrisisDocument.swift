import Foundation

/// A crisis as a document of `samples/crises`: what happened, the files that were written, and what was typed.
///
/// A heading `## Day 1, 00:30Z: the request` begins a scene. A block that begins with "```yaml romania.yaml" is a file of that name. In a
/// block "```console", a line `ncp-rou$ crrtctl …` is typed by that principal, and the lines below it stand in what is printed, in this
/// order; `(exit status 1)` where it is not 0.
struct CrisisDocument {
    struct Step {
        let principal: String
        let command: String
        var excerpt: [String] = []
    }

    struct Scene {
        let day: Int
        let time: String
        var steps: [Step] = []
    }

    private(set) var files: [(name: String, text: String)] = []
    private(set) var scenes: [Scene] = []

    init(_ text: String) {
        var block: (language: Substring, name: Substring, lines: [String])?
        for line in text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
            if var open = block {
                if line == "```" {
                    close(open.language, open.name, open.lines)
                    block = nil
                } else {
                    open.lines.append(line)
                    block = open
                }
            } else if let match = line.wholeMatch(of: /```(\w+) ?(\S*)/) {
                block = (match.1, match.2, [])
            } else if let match = line.wholeMatch(of: /## Day (\d+), (\d\d:\d\dZ): .+/), let day = Int(match.1) {
                scenes.append(Scene(day: day, time: String(match.2)))
            }
        }
    }

    private mutating func close(_ language: Substring, _ name: Substring, _ lines: [String]) {
        if language != "console" {
            files.append((String(name), lines.joined(separator: "\n") + "\n"))
        } else if !scenes.isEmpty {
            scenes[scenes.count - 1].steps += Self.steps(lines)
        }
    }

    private static func steps(_ lines: [String]) -> [Step] {
        var steps: [Step] = []
        for line in lines {
            if let match = line.wholeMatch(of: /([a-z][a-z0-9-]*)\$ (.+)/) {
                steps.append(Step(principal: String(match.1), command: String(match.2)))
            } else if !steps.isEmpty {
                steps[steps.count - 1].excerpt.append(line)
            }
        }
        return steps
    }
}
