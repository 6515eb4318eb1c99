import CRRTConfiguration
import Synchronization

/// The configuration's files, as the site's administrator has left them.
final class SiteFiles: Sendable {
    private let place = Mutex(0)
    let sites: [Site]

    init(_ sites: [Site]) { self.sites = sites }

    func write(_ number: Int) { place.withLock { $0 = number } }
    var written: Int { place.withLock { $0 } }

    /// - Throws: `ConfigurationError` where they cannot be used.
    func load() throws -> Configuration { try sites[written].configuration.get() }
}
