// The errors of VarlinkService.swift, made with it.

extension VarlinkService {
    /// The service does not have this interface.
    public struct InterfaceNotFound: VarlinkErrorReply, Hashable {
        public static let name = "org.varlink.service.InterfaceNotFound"
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
}

extension VarlinkService {
    /// The interface does not have this method.
    public struct MethodNotFound: VarlinkErrorReply, Hashable {
        public static let name = "org.varlink.service.MethodNotFound"
        public var method: String

        public init(method: String) {
            self.method = method
        }

        private static let fields = JSONFields(["method"])

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
            self.method = value0
        }

        public func encode(to writer: inout JSONWriter) {
            writer.beginObject()
            writer.member("method", self.method)
            writer.endObject()
        }
    }
}

extension VarlinkService {
    /// The interface has this method, but the service does not implement it, or not with the flag of the call.
    public struct MethodNotImplemented: VarlinkErrorReply, Hashable {
        public static let name = "org.varlink.service.MethodNotImplemented"
        public var method: String

        public init(method: String) {
            self.method = method
        }

        private static let fields = JSONFields(["method"])

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
            self.method = value0
        }

        public func encode(to writer: inout JSONWriter) {
            writer.beginObject()
            writer.member("method", self.method)
            writer.endObject()
        }
    }
}

extension VarlinkService {
    /// A parameter is missing, not declared, of the wrong type or out of range. It is named by its path, such as
    /// request.seats[0].minLevel, and the message says for people what is wrong with it.
    public struct InvalidParameter: VarlinkErrorReply, Hashable {
        public static let name = "org.varlink.service.InvalidParameter"
        public var parameter: String
        public var message: String?

        public init(parameter: String, message: String? = nil) {
            self.parameter = parameter
            self.message = message
        }

        private static let fields = JSONFields(["parameter", "message"])

        public init(from reader: inout JSONReader) throws(JSONError) {
            var members = try reader.beginObject()
            var value0: String?
            var value1: String?
            while let field = try reader.nextField(&members, of: Self.fields) {
                do throws(JSONError) {
                    switch field {
                    case 0: value0 = try String(from: &reader)
                    default: value1 = try (String?)(from: &reader)
                    }
                } catch {
                    throw error.within(Self.fields.name(field))
                }
            }
            guard let value0 else { throw Self.fields.missing(0, at: reader.offset) }
            self.parameter = value0
            self.message = value1
        }

        public func encode(to writer: inout JSONWriter) {
            writer.beginObject()
            writer.member("parameter", self.parameter)
            writer.member("message", self.message)
            writer.endObject()
        }
    }
}

extension VarlinkService {
    /// The caller may not do this. The message says for people who may.
    public struct PermissionDenied: VarlinkErrorReply, Hashable {
        public static let name = "org.varlink.service.PermissionDenied"
        public var message: String?

        public init(message: String? = nil) {
            self.message = message
        }

        private static let fields = JSONFields(["message"])

        public init(from reader: inout JSONReader) throws(JSONError) {
            var members = try reader.beginObject()
            var value0: String?
            while let field = try reader.nextField(&members, of: Self.fields) {
                do throws(JSONError) {
                    switch field {
                    default: value0 = try (String?)(from: &reader)
                    }
                } catch {
                    throw error.within(Self.fields.name(field))
                }
            }
            self.message = value0
        }

        public func encode(to writer: inout JSONWriter) {
            writer.beginObject()
            writer.member("message", self.message)
            writer.endObject()
        }
    }
}

extension VarlinkService {
    /// This method has to be called with 'more', and was not.
    public struct ExpectedMore: VarlinkErrorReply, Hashable {
        public static let name = "org.varlink.service.ExpectedMore"

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
}
