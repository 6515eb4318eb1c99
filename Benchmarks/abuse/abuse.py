#!/usr/bin/env python3
"""One kind of abuse of a crrtd, by ordinary callers, until standard input ends. Needs root, as the callers are users of their own.

    abuse.py SOCKET KIND --contact UID --duty UID [--strangers FIRST] [--group GID]

KIND is a function here whose name begins with `abuse_`, with - for _; `abuse.py --kinds` names them. Says "begun" once the abuse is
under way. A caller that is refused or cut off goes on with another connection.

--contact is a contact point who sees little of the journal, --duty a duty officer, --strangers the first of forty uids that no principal has,
--group the group that may connect at all.
"""
import argparse
import json
import os
import resource
import socket
import sys
import threading
import time

SKILLS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../etc/skills.csv")


def connect(uid):
    """The kernel notes the peer's user as the connection is made; the effective user is the whole process's."""
    connection = socket.socket(socket.AF_UNIX)
    connection.settimeout(120)
    with connecting:
        os.setegid(options.group or uid)
        os.seteuid(uid)
        try:
            connection.connect(options.socket)
        finally:
            os.seteuid(0)
            os.setegid(0)
    return connection


def message(method, parameters, more=False):
    call = {"method": "io.crrtd." + method, "parameters": parameters}
    if more:
        call["more"] = True
    return json.dumps(call).encode() + b"\0"


def reply(connection):
    """Reads the replies to one call and forgets them."""
    last = b""
    while True:
        data = connection.recv(1 << 20)
        if not data:
            raise OSError("closed")
        last += data
        if not data.endswith(b"\0"):
            last = last[last.rfind(b"\0") + 1:]
            continue
        if b'"continues":true' not in last[:-1].rpartition(b"\0")[2]:
            return
        last = b""


def again_and_again(uid, call, connections):
    """As many connections, each with one call after the other."""

    def one():
        while True:
            try:
                connection = connect(uid)
                while True:
                    connection.sendall(call)
                    reply(connection)
            except OSError:
                time.sleep(0.05)

    for _ in range(connections):
        threading.Thread(target=one, daemon=True).start()


def sent_and_kept(uid, data, connections):
    """As many connections that send this and then neither read nor write; one that is closed is opened anew."""

    def one():
        while True:
            try:
                connection = connect(uid)
                connection.settimeout(20)
                connection.sendall(data)
                time.sleep(20)
            except OSError:
                time.sleep(0.2)

    for _ in range(connections):
        threading.Thread(target=one, daemon=True).start()


def instant(days):
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + days * 86400))


def request(**fields):
    return {"nation": "FRA", "title": "Help", "classification": "NR", "releasableTo": ["NATO"], "mode": "remote", "start": instant(3),
            "end": instant(9), "seats": [{"skill": skills()[0], "minLevel": 3}], **fields}


def skills():
    with open(SKILLS, encoding="utf-8") as file:
        return [line.split(",")[0] for line in file.read().split("\n")[1:] if line]


def abuse_quiet():
    """Nothing: what to compare with."""


def abuse_reads():
    """32 connections read the journal from its beginning, by one who sees little of it."""
    again_and_again(options.contact, message("Journal.Read", {"since": 0, "limit": 1000}), 32)


def abuse_streams():
    """Eight connections stream the journal and all experts, read."""
    again_and_again(options.duty, message("Roster.ListExperts", {}, more=True), 4)
    again_and_again(options.contact, message("Journal.Read", {"since": 0}, more=True), 4)


def abuse_unread():
    """Six watches and six streams from the beginning that are never read."""
    sent_and_kept(options.duty, message("Journal.Watch", {"since": 0}, more=True), 6)
    sent_and_kept(options.duty, message("Roster.ListExperts", {}, more=True), 6)


def abuse_catch_up():
    """Twenty watches from the beginning, by one who sees none of the entries."""
    sent_and_kept(options.contact, message("Journal.Watch", {"since": 0}, more=True), 20)


def abuse_matches():
    """Twenty connections ask for hard matches: forty seats, few people, many nations."""
    seats = [{"skill": code, "minLevel": 3} for code in skills()[:40]]
    again_and_again(options.duty, message("Requests.Match", {"request": request(seats=seats)}), 20)


def abuse_reports():
    """Twenty connections ask for reports."""
    again_and_again(options.duty, message("Reports.Readiness", {}), 10)
    again_and_again(options.duty, message("Reports.Coverage", {}), 10)


def abuse_unfinished():
    """A hundred messages of 15 MiB that do not end."""
    sent_and_kept(options.contact, b'{"method":"' + b" " * (15 << 20), 100)


def abuse_large():
    """Submits with 150,000 names, with a word of 4 MiB, and with 1.8 million words."""
    for fields in ({"releasableTo": [f"N{i}" for i in range(150_000)]}, {"releasableTo": ["x" * (4 << 20)]},
                   {"effects": ["y"] * 1_800_000}):
        again_and_again(options.contact, message("Requests.Submit", {"request": request(**fields)}), 2)


def abuse_strangers():
    """Forty users whom no principal knows, 128 connections each."""

    def one(uid):
        kept = []
        while True:
            try:
                kept.append(connect(uid))
                kept[-1].sendall(message("Service.WhoAmI", {}))
            except OSError:
                time.sleep(0.1)
            if len(kept) == 128:
                time.sleep(1)
                kept.clear()

    for number in range(40):
        threading.Thread(target=one, args=(options.strangers + number,), daemon=True).start()


def abuse_changes():
    """64 connections rehearse the request of a contact point, again and again."""

    def one():
        while True:
            try:
                connection = connect(options.contact)
                connection.sendall(message("Service.Rehearse", {}))
                reply(connection)
                while True:
                    connection.sendall(message("Requests.Submit", {"request": request()}))
                    reply(connection)
            except OSError:
                time.sleep(0.05)

    for _ in range(64):
        threading.Thread(target=one, daemon=True).start()


KINDS = {name[6:].replace("_", "-"): body for name, body in list(globals().items()) if name.startswith("abuse_")}

if __name__ == "__main__":
    if sys.argv[1:] == ["--kinds"]:
        print("\n".join(KINDS))
        sys.exit()
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("socket")
    parser.add_argument("kind", choices=KINDS)
    parser.add_argument("--contact", type=int, required=True)
    parser.add_argument("--duty", type=int, required=True)
    parser.add_argument("--strangers", type=int, default=70_000)
    parser.add_argument("--group", type=int)
    options = parser.parse_args()
    connecting = threading.Lock()
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    KINDS[options.kind]()
    print("begun", flush=True)
    sys.stdin.read()
    os._exit(0)
