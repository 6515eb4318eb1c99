// Made by VarlinkGenerator from the text that is in it, and kept here since the generator is itself built on this module.
// To change it: put that text into VarlinkService.varlink, run the generator, take `public import Varlink` out of what it writes,
// and move its errors into VarlinkServiceErrors.swift.
// swift-format-ignore-file

/// The interface that every service has, from UAPI.20. It describes the service and the interfaces it implements.
public enum VarlinkService {
    /// The interface as it is served: its name, the text of its description, its methods.
    public static let interface = VarlinkInterface(
        name: "org.varlink.service",
        text: #"""
# The interface that every service has, from UAPI.20. It describes the service and the interfaces it implements.
interface org.varlink.service

# Information about the service, and the interfaces it implements.
method GetInfo() -> (
  vendor: string,
  product: string,
  version: string,
  url: string,
  interfaces: []string
)

# The description of an interface that this service implements.
method GetInterfaceDescription(interface: string) -> (description: string)

# The service does not have this interface.
error InterfaceNotFound (interface: string)

# The interface does not have this method.
error MethodNotFound (method: string)

# The interface has this method, but the service does not implement it, or not with the flag of the call.
error MethodNotImplemented (method: string)

# A parameter is missing, not declared, of the wrong type or out of range. It is named by its path, such as
# request.seats[0].minLevel, and the message says for people what is wrong with it.
error InvalidParameter (parameter: string, message: ?string)

# The caller may not do this. The message says for people who may.
error PermissionDenied (message: ?string)

# This method has to be called with 'more', and was not.
error ExpectedMore ()

"""#,
        methods: [GetInfo.descriptor, GetInterfaceDescription.descriptor])
}

extension VarlinkService {
    /// Information about the service, and the interfaces it implements.
    public enum GetInfo: VarlinkMethod {
        public static let name = "org.varlink.service.GetInfo"
        public static let more = MoreSupport.never

        public struct Parameters: JSONCodable, Sendable, Hashable {
            public init() {
            }

            private static let fields = JSONFields([])

            public init(from reader: inout JSONReader) throws(JSONError) {
                var members = try reader.beginObject()
                while try reader.nextField(&members, of: Self.fields) != nil {}
            }

            public func encode(to writer: inout JSONWriter) {
                writer.beginObject()
                writer.endObject()
            }
        }

        public struct Reply: JSONCodable, Sendable, Hashable {
            public var vendor: String
            public var product: String
            public var version: String
            public var url: String
            public var interfaces: [String]

            public init(vendor: String, product: String, version: String, url: String, interfaces: [String]) {
                self.vendor = vendor
                self.product = product
                self.version = version
                self.url = url
                self.interfaces = interfaces
            }

            private static let fields = JSONFields(["vendor", "product", "version", "url", "interfaces"])

            public init(from reader: inout JSONReader) throws(JSONError) {
                var members = try reader.beginObject()
                var value0: String?
                var value1: String?
                var value2: String?
                var value3: String?
                var value4: [String]?
                while let field = try reader.nextField(&members, of: Self.fields) {
                    do throws(JSONError) {
                        switch field {
                        case 0: value0 = try String(from: &reader)
                        case 1: value1 = try String(from: &reader)
                        case 2: value2 = try String(from: &reader)
                        case 3: value3 = try String(from: &reader)
                        default: value4 = try [String](from: &reader)
                        }
                    } catch {
                        throw error.within(Self.fields.name(field))
                    }
                }
                guard let value0 else { throw Self.fields.missing(0, at: reader.offset) }
                guard let value1 else { throw Self.fields.missing(1, at: reader.offset) }
                guard let value2 else { throw Self.fields.missing(2, at: reader.offset) }
                guard let value3 else { throw Self.fields.missing(3, at: reader.offset) }
                guard let value4 else { throw Self.fields.missing(4, at: reader.offset) }
                self.vendor = value0
                self.product = value1
                self.version = value2
                self.url = value3
                self.interfaces = value4
            }

            public func encode(to writer: inout JSONWriter) {
                writer.beginObject()
                writer.member("vendor", self.vendor)
                writer.member("product", self.product)
                writer.member("version", self.version)
                writer.member("url", self.url)
                writer.member("interfaces", self.interfaces)
                writer.endObject()
            }
        }
    }
}

extension VarlinkService {
    /// The description of an interface that this service implements.
    public enum GetInterfaceDescription: VarlinkMethod {
        public static let name = "org.varlink.service.GetInterfaceDescription"
        public static let more = MoreSupport.never

        public struct Parameters: JSONCodable, Sendable, Hashable {
            public var interface: String

            public init(interface: String) {
                self.interface = interface
            }

            private static let fields = JSONFields(["interface"])

            public init(from reader: inout JSONReader) throws(JSONError) {
                var members = try reader.beginObject()
                var value0: String?
                while let field = try reader.nextField(&members, of: Self.fields) {
                    do throws(JSONError) {
                        switch field {
                        default: value0 = try String(from: &reader)
                        }
                    } catch {
                        throw error.within(Self.fields.name(field))
                    }
                }
                guard let value0 else { throw Self.fields.missing(0, at: reader.offset) }
                self.interface = value0
            }

            public func encode(to writer: inout JSONWriter) {
                writer.beginObject()
                writer.member("interface", self.interface)
                writer.endObject()
            }
        }

        public struct Reply: JSONCodable, Sendable, Hashable {
            public var description: String

            public init(description: String) {
                self.description = description
            }

            private static let fields = JSONFields(["description"])

            public init(from reader: inout JSONReader) throws(JSONError) {
                var members = try reader.beginObject()
                var value0: String?
                while let field = try reader.nextField(&members, of: Self.fields) {
                    do throws(JSONError) {
                        switch field {
                        default: value0 = try String(from: &reader)
                        }
                    } catch {
                        throw error.within(Self.fields.name(field))
                    }
                }
                guard let value0 else { throw Self.fields.missing(0, at: reader.offset) }
                self.description = value0
            }

            public func encode(to writer: inout JSONWriter) {
                writer.beginObject()
                writer.member("description", self.description)
                writer.endObject()
            }
        }
    }
}
