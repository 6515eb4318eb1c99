import Simulation
import Testing

/// Lives that have found a fault, as short as they could be made. They are repeated as they were printed.
@Suite("Lives that found a fault")
struct FoundTests {
    @Test(
        "hold",
        arguments: [
            // An auditor's watch was not told of an entry without a record, that of an expert who is recalled and in no tasking.
            #"""
            {"seed":"2","exercise":false,"signed":false,"twin":false}
            {"step":1,"call":[{"caller":3000,"method":"io.crrtd.Roster.PutExpert","parameters":"{\"expert\":{\"id\":\"ALB-0001\",\#
            \"nation\":\"ALB\",\"clearance\":{\"level\":\"NC\",\"validUntil\":\"2029-05-22\"},\#
            \"skills\":{\"PD-WRL-003\":5},\"noticeHours\":6,\"mode\":\"both\"}}"}]}
            {"step":2,"watch":[0,{"caller":2003,"method":"io.crrtd.Journal.Watch","parameters":"{}","more":true}]}
            {"step":3,"call":[{"caller":3000,"method":"io.crrtd.Taskings.Recall","parameters":"{\"nation\":\"ALB\",\#
            \"reason\":\"crisis\",\"experts\":[\"ALB-0001\"]}"}]}
            """#,
            // A watcher who did not read was sent a heartbeat, unless an entry that they do not see had been written meanwhile.
            #"""
            {"seed":"5","exercise":false,"signed":false,"twin":true}
            {"step":1,"watch":[0,{"caller":3001,"method":"io.crrtd.Journal.Watch","parameters":"{}","more":true}]}
            {"step":2,"hold":[0]}
            {"step":3,"call":[{"caller":3004,"method":"io.crrtd.Requests.Submit","parameters":"{\"request\":{\"nation\":\"NOR\",\#
            \"title\":\"Help\",\"classification\":\"NR\",\"releasableTo\":[\"POL\"],\"mode\":\"both\",\#
            \"start\":\"2026-12-01T12:00:00Z\",\"end\":\"2026-12-09T00:00:00Z\",\"seats\":[{\"skill\":\"PD-WRL-003\",\#
            \"minLevel\":2}]}}"}],"hidden":true}
            {"step":4,"wait":[15000]}
            {"step":5,"release":[0]}
            """#,
            // A deadline fired on time, or up to a second late after a change that the onlooker does not see.
            #"""
            {"seed":"5","exercise":false,"signed":false,"twin":true}
            {"step":1,"watch":[0,{"caller":3001,"method":"io.crrtd.Journal.Watch","parameters":"{}","more":true}]}
            {"step":2,"call":[{"caller":3001,"method":"io.crrtd.Requests.Submit","parameters":"{\"request\":{\"nation\":\"EST\",\#
            \"title\":\"Help\",\"classification\":\"NR\",\"releasableTo\":[\"NATO\"],\"mode\":\"both\",\#
            \"start\":\"2026-12-01T12:00:00Z\",\"end\":\"2026-12-02T00:00:00Z\",\"seats\":[{\"skill\":\"PD-WRL-003\",\#
            \"minLevel\":2}]}}"}]}
            {"step":3,"call":[{"caller":2001,"method":"io.crrtd.Requests.Validate","parameters":"{\"id\":\"REQ-EST-2026-0001\"}"}]}
            {"step":4,"wait":[75570000]}
            {"step":5,"wait":[1]}
            {"step":6,"call":[{"caller":3004,"method":"io.crrtd.Requests.Submit","parameters":"{\"request\":{\"nation\":\"NOR\",\#
            \"title\":\"Help\",\"classification\":\"NR\",\"releasableTo\":[\"POL\"],\"mode\":\"both\",\#
            \"start\":\"2026-12-01T12:00:00Z\",\"end\":\"2026-12-09T00:00:00Z\",\"seats\":[{\"skill\":\"PD-WRL-003\",\#
            \"minLevel\":2}]}}"}],"hidden":true}
            {"step":7,"call":[{"caller":2001,"method":"io.crrtd.Requests.Validate","parameters":"{\"id\":\"REQ-NOR-2026-0001\"}"}],\#
            "hidden":true}
            {"step":8,"wait":[29999]}
            """#,
        ])
    func hold(text: String) throws {
        let life = try LifeText(text: text, folder: "/dev/shm")
        let story = Life.repeating(life.steps, life.origin)
        #expect(story.violation == nil)
    }
}
