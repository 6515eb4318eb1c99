import Foundation
import Testing
import Varlink

struct InterfaceDescriptionTests {
    @Test func parts() throws {
        let interface = try InterfaceDescription(parsing: Trial.interface.text)
        #expect(interface.documentation == ["An interface that has everything once."])
        #expect(interface.members.map(\.name).prefix(4) == ["Node", "Left", "Right", "Colour"])
        guard case .type(let node) = interface.members[0], case .structure(let fields) = node.body else {
            Issue.record("Node is no object")
            return
        }
        #expect(node.documentation == ["What a node is.", "", "With a second paragraph."])
        #expect(fields.map(\.name) == ["name", "next", "children", "others"])
        #expect(fields[1].documentation == ["the one after it"])
        #expect(fields[1].type == .optional(.named("Node")))
        #expect(fields[3].type == .optional(.dictionary(.named("Node"))))
        let methods = interface.members.compactMap { if case .method(let method) = $0 { method } else { nil } }
        #expect(methods.map(\.more) == [.never, .supported, .required])
        #expect(methods[2].documentation == ["Waits.", "[Requires 'more' flag]"])
        #expect(methods[1].parameters == [])
    }

    @Test func commentsFindTheirPlace() throws {
        let text = """
            # licence

            # about

            interface a.b # ignored
            type T ( # opening
              # above x
              x: int, # after x
              y: (
                one, # first
                two  # second
              ) # after y
              # lost
            )
            #no space
            #
            #  two spaces\u{20}
            error E () # end
            """
        let interface = try InterfaceDescription(parsing: text)
        #expect(interface.documentation == ["licence", "", "about"])
        guard case .type(let type) = interface.members[0], case .structure(let fields) = type.body else {
            Issue.record("T is no object")
            return
        }
        #expect(fields[0].documentation == ["above x", "after x"])
        #expect(fields[1].documentation == ["after y"])
        let choices: InterfaceDescription.FieldType = .enumeration([
            .init(name: "one", documentation: ["first"]), .init(name: "two", documentation: ["second"]),
        ])
        #expect(fields[1].type == choices)
        guard case .error(let error) = interface.members[1] else {
            Issue.record("E is no error")
            return
        }
        #expect(error.documentation == ["no space", "", " two spaces"])
    }

    @Test func canonicalText() throws {
        let text = """
            # About.
            interface org.example.Some-Thing2
            type   Small(a:int,b:?[]string)
            type Tall (a: int,
             # why
             b: ?(x,y))
            error None()
            method Do()->()
            method Long(first: [string]string, second: ?[](inner: int, other: string)) -> (third: float, fourth: object)
            """
        let canonical = """
            # About.
            interface org.example.Some-Thing2

            type Small (a: int, b: ?[]string)

            type Tall (
              a: int,
              # why
              b: ?(x, y)
            )

            error None ()

            method Do() -> ()

            method Long(first: [string]string, second: ?[](inner: int, other: string)) -> (
              third: float,
              fourth: object
            )

            """
        #expect(try InterfaceDescription(parsing: text).description == canonical)
    }

    /// Printing changes the form and nothing else, and what is printed is canonical already.
    @Test func everyInterfaceOfThePackageSurvivesPrinting() throws {
        let files = try Self.interfaceFiles()
        #expect(!files.isEmpty)
        for file in files {
            let interface = try InterfaceDescription(parsing: try String(contentsOf: file, encoding: .utf8))
            let printed = interface.description
            #expect(try InterfaceDescription(parsing: printed) == interface, "\(file.path)")
            #expect(try InterfaceDescription(parsing: printed).description == printed, "\(file.path)")
        }
    }

    @Test func oddShapesSurvivePrinting() throws {
        let text = """
            interface a.b
            type A (x: ?[]?[string](foo, bar), y: (a: ?(b: (c: [][]int))), z: [string](), any: any)
            type B ()
            type C (one)
            """
        let interface = try InterfaceDescription(parsing: text)
        #expect(try InterfaceDescription(parsing: interface.description) == interface)
    }

    private static func interfaceFiles() throws -> [URL] {
        let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        return ["Sources", "Tests"].flatMap { folder in
            let paths = FileManager.default.enumerator(at: package.appending(path: folder), includingPropertiesForKeys: nil)
            return (paths?.compactMap { $0 as? URL } ?? []).filter { $0.pathExtension == "varlink" }
        }
    }
}
