public import CRRTDomain
import Crypto
import Foundation
import GRDB

/// The first answer to a command that carried an idempotency key.
public struct Receipt: Sendable, Hashable {
    /// The method with its interface, such as `io.crrtd.Requests.Submit`.
    public var method: String
    /// ``digest(of:)`` the parameters. The same key with other parameters is an error.
    public var question: [UInt8]
    /// The reply's parameters, as JSON.
    public var answer: String

    public init(method: String, question: [UInt8], answer: String) {
        self.method = method
        self.question = question
        self.answer = answer
    }

    /// SHA-256. Parameters may be large, and a receipt needs only their digest.
    public static func digest(of parameters: [UInt8]) -> [UInt8] { Array(SHA256.hash(data: parameters)) }

    /// Whether it is the receipt of the same method with the same parameters.
    public func answers(_ method: String, _ question: [UInt8]) -> Bool {
        self.method == method && self.question == question
    }

    fileprivate init(_ row: Row) throws {
        method = try row.decode(forColumn: "method")
        question = Array(try row.decode(Data.self, forColumn: "question"))
        answer = try row.decode(forColumn: "answer")
    }
}

/// - Throws: of every member, what ``WriteTransaction`` names.
extension WriteTransaction {
    /// The receipt, with the expert's current name where the answer contained a name, and that of their company likewise.
    public func receipt(principal: String, key: String) throws -> Receipt? {
        let sql = """
            SELECT method, question,
                CASE WHEN coalesce(answer ->> '$.expert.name', answer ->> '$.expert.partner.name') IS NULL THEN answer
                     ELSE json_replace(answer, '$.expert.name', expert_name.name, '$.expert.partner.name', expert_partner.name,
                                       '$.expert.partner.agreement', agreement) END AS answer
            FROM receipt LEFT JOIN expert_name ON expert_name.id = answer ->> '$.expert.id'
                         LEFT JOIN expert_partner ON expert_partner.id = answer ->> '$.expert.id'
            WHERE principal = ? AND key = ?
            """
        return try Row.fetchOne(rows.db.cachedStatement(sql: sql), arguments: [principal, key]).map { try Receipt($0) }
    }

    /// Stores an answer for 30 days; no client repeats a command for longer. The names of an expert and of their company in the
    /// answer are replaced by empty texts, because each is stored in one table only.
    public func keep(_ receipt: Receipt, principal: String, key: String, at: Instant) throws {
        try rows.db.cachedStatement(sql: "DELETE FROM receipt WHERE at < ?").execute(arguments: [at.adding(days: -30).milliseconds])
        try rows.db.cachedStatement(
            sql: """
                INSERT INTO receipt (principal, key, method, question, answer, at)
                VALUES (?, ?, ?, ?, json_replace(?, '$.expert.name', '', '$.expert.partner.name', '', '$.expert.partner.agreement', ''), ?)
                """
        ).execute(arguments: [principal, key, receipt.method, Data(receipt.question), receipt.answer, at.milliseconds])
    }
}
