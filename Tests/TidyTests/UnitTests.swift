import Foundation
import Testing

/// An instance is locked in as the real daemon is: what one unit forbids, its sibling forbids.
@Suite struct UnitTests {
    private func settings(_ name: String) throws -> [String] {
        let text = try String(contentsOf: Checkout.root.appendingPathComponent("systemd/\(name)"), encoding: .utf8)
        return text.split(separator: "\n").map(String.init).filter { line in
            !line.hasPrefix("#") && UnitTests.sandbox.contains { line.hasPrefix($0) }
        }
    }

    private static let sandbox = [
        "Ambient", "Capability", "Device", "IPAddress", "Keyring", "Lock", "Memory", "NoNew", "Private", "Proc", "Protect", "RemoveIPC",
        "Restrict", "SystemCall", "UMask", "User=", "Limit",
    ]

    @Test(
        arguments: [
            ("crrtd.service", "crrtd@.service"), ("crrtd-backup.service", "crrtd-backup@.service"),
            ("crrtd-metrics.service", "crrtd-metrics@.service"), ("crrtd-backup.service", "crrtd-metrics.service"),
        ])
    func sameSandbox(one: String, instance: String) throws {
        let expected = try settings(one)
        #expect(expected.count > 25)
        #expect(try settings(instance) == expected)
    }

    @Test func callersStayWhoTheyAre() throws {
        for name in ["crrtd.service", "crrtd@.service"] { #expect(try !settings(name).contains("PrivateUsers=yes")) }
    }

    /// Every interface of ours has its name in the registry; systemd's own is asked where the daemon is known.
    @Test func registry() throws {
        let socket = try String(contentsOf: Checkout.root.appendingPathComponent("systemd/crrtd.socket"), encoding: .utf8)
        let linked = socket.matches(of: /(?m)^Symlinks=\/run\/varlink\/registry\/(.*)$/).map { String($0.1) }
        let interfaces = Checkout.files(under: ["Sources/CRRTProtocol/Interfaces"], extensions: ["varlink"]).flatMap { file in
            file.text.matches(of: /(?m)^interface (io\.crrtd\..*)$/).map { String($0.1) }
        }
        #expect(linked.sorted() == interfaces.sorted())
        #expect(socket.contains("\nSymlinks=/run/systemd/report/io.crrtd\n"))
    }
}
