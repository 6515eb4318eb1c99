import Varlink

/// `org.varlink.certification` as a service.
struct CertificationService {
    private let sessions = CertificationSessions()

    func router() -> Router {
        var router = Router(vendor: "crrtd", product: "varlink-certification", version: "1", url: "https://varlink.org") { error, method in
            Certification.CertificationError(wants: ["method": .string(method)], got: ["error": .string("\(error)")])
        }
        router.add(Certification.interface)
        addValues(to: &router)
        addContainers(to: &router)
        addFlags(to: &router)
        return router
    }

    private func addValues(to router: inout Router) {
        router.on(Certification.Start.self) { [sessions] _, call in
            call.reply(.init(client_id: sessions.begin(due: Certification.Test01.name)))
        }
        router.on(Certification.Test01.self) { [sessions] got, call in
            try sessions.advance(got.client_id, Certification.Test01.self, to: Certification.Test02.name, got, isRight: true)
            call.reply(.init(bool: true))
        }
        router.on(Certification.Test02.self) { [sessions] got, call in
            try sessions.advance(got.client_id, Certification.Test02.self, to: Certification.Test03.name, got, isRight: got.bool)
            call.reply(.init(int: 1))
        }
        router.on(Certification.Test03.self) { [sessions] got, call in
            try sessions.advance(got.client_id, Certification.Test03.self, to: Certification.Test04.name, got, isRight: got.int == 1)
            call.reply(.init(float: 1.0))
        }
        router.on(Certification.Test04.self) { [sessions] got, call in
            try sessions.advance(got.client_id, Certification.Test04.self, to: Certification.Test05.name, got, isRight: got.float == 1.0)
            call.reply(.init(string: "ping"))
        }
        router.on(Certification.Test05.self) { [sessions] got, call in
            try sessions.advance(
                got.client_id, Certification.Test05.self, to: Certification.Test06.name, got, isRight: got.string == "ping")
            call.reply(.init(bool: false, int: 2, float: CertificationValues.double, string: CertificationValues.string))
        }
    }

    private func addContainers(to router: inout Router) {
        router.on(Certification.Test06.self) { [sessions] got, call in
            let isRight = !got.bool && got.int == 2 && got.float == CertificationValues.double && got.string == CertificationValues.string
            try sessions.advance(got.client_id, Certification.Test06.self, to: Certification.Test07.name, got, isRight: isRight)
            call.reply(.init(struct: .init(bool: false, int: 2, float: CertificationValues.double, string: CertificationValues.string)))
        }
        router.on(Certification.Test07.self) { [sessions] got, call in
            let isRight = got.struct == .init(bool: false, int: 2, float: CertificationValues.double, string: CertificationValues.string)
            try sessions.advance(got.client_id, Certification.Test07.self, to: Certification.Test08.name, got, isRight: isRight)
            call.reply(.init(map: CertificationValues.map))
        }
        router.on(Certification.Test08.self) { [sessions] got, call in
            try sessions.advance(
                got.client_id, Certification.Test08.self, to: Certification.Test09.name, got, isRight: got.map == CertificationValues.map)
            call.reply(.init(set: Dictionary(uniqueKeysWithValues: CertificationValues.set.map { ($0, .init()) })))
        }
        router.on(Certification.Test09.self) { [sessions] got, call in
            let isRight = got.set.keys.sorted() == CertificationValues.set.sorted()
            try sessions.advance(got.client_id, Certification.Test09.self, to: Certification.Test10.name, got, isRight: isRight)
            call.reply(.init(mytype: CertificationValues.myType))
        }
    }

    private func addFlags(to router: inout Router) {
        router.on(Certification.Test10.self) { [sessions] got, call in
            let isRight = call.more && CertificationValues.matches(got.mytype)
            try sessions.advance(got.client_id, Certification.Test10.self, to: Certification.Test11.name, got, isRight: isRight)
            for reply in CertificationValues.replies.dropLast() { call.stream(.init(string: reply)) }
            call.reply(.init(string: CertificationValues.replies[9]))
        }
        router.on(Certification.Test11.self) { [sessions] got, call in
            let isRight = call.pending.oneway && got.last_more_replies == CertificationValues.replies
            try sessions.advance(got.client_id, Certification.Test11.self, to: Certification.End.name, got, isRight: isRight)
            call.reply(.init())
        }
        router.on(Certification.End.self) { [sessions] got, call in
            try sessions.advance(got.client_id, Certification.End.self, to: nil, got, isRight: true)
            call.reply(.init(all_ok: true))
        }
    }
}
