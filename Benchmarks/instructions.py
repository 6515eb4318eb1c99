#!/usr/bin/env python3
"""Counts the instructions of crrtd for a start, a call and a change, under valgrind's callgrind.

    Benchmarks/instructions.py PROGRAM [CALLS]

Times on shared machines vary by half; counts of the same program vary by a hundredth. Run as root: the caller is a contact point with
a uid of their own. PROGRAM is a release build of crrtd, without debug information, which valgrind 3.19 cannot read (objcopy
--strip-debug). Packages: valgrind.
"""

import json
import os
import pathlib
import re
import socket
import subprocess
import sys
import tempfile
import time

CONTACT_POINT = 61001
PRINCIPALS = f"""principals:
  - {{name: ncp-alb, users: [{CONTACT_POINT}], roles: [ncp], nation: ALB, clearance: NS}}
  - {{name: admin, users: [root], roles: [admin]}}
"""


class Client:
    """One connection, as a user of their own."""

    def __init__(self, path, uid=CONTACT_POINT):
        end = time.monotonic() + 120
        while True:
            os.seteuid(uid)
            try:
                self.socket = socket.socket(socket.AF_UNIX)
                self.socket.connect(path)
                break
            except OSError:
                if time.monotonic() > end:
                    raise
                time.sleep(0.05)
            finally:
                os.seteuid(0)
        self.bytes = b""

    def call(self, method, **parameters):
        self.socket.sendall(json.dumps({"method": method, "parameters": parameters}).encode() + b"\0")
        while b"\0" not in self.bytes:
            received = self.socket.recv(1 << 16)
            if not received:
                sys.exit("the daemon has ended the connection")
            self.bytes += received
        reply, self.bytes = self.bytes.split(b"\0", 1)
        reply = json.loads(reply)
        if "error" in reply:
            sys.exit(f"{method}: {reply}")
        return reply["parameters"]


class Daemon:
    """A crrtd under callgrind, on a folder of its own."""

    def __init__(self, program, folder):
        self.folder = folder
        self.socket = str(folder / "run" / "socket")
        self.process = subprocess.Popen(
            ["valgrind", "--tool=callgrind", f"--callgrind-out-file={folder}/count", program, "--config", folder / "etc",
             "--state", folder / "state", "--socket", self.socket],
            stdout=subprocess.DEVNULL, stderr=open(folder / "log", "a"))

    def control(self, *arguments):
        subprocess.run(["callgrind_control", *arguments, str(self.process.pid)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)

    def count(self, work):
        """The instructions of some work; of all until now where there is none."""
        if work:
            self.control("-z")
            work()
        for old in self.folder.glob("count.*"):
            old.unlink()
        self.control("-d")
        text = next(self.folder.glob("count.*")).read_text()
        return int(re.search(r"^(?:summary|totals): (\d+)", text, re.MULTILINE).group(1))

    def stop(self):
        self.process.terminate()
        self.process.wait()


def expert(number, revision):
    return {
        "id": f"ALB-{number:04d}", "nation": "ALB", "clearance": {"level": "NS", "validUntil": "2099-01-11"},
        "skills": {"GX-SKL-003": 4, "GX-SKL-006": 3, "IN-WRL-002": 4}, "languages": {"eng": "2222", "pol": "5555"},
        "noticeHours": 6 + revision % 60, "mode": "remote",
        "unavailable": [{"start": "2097-07-03T00:00:00Z", "end": "2097-07-09T00:00:00Z"},
                        {"start": "2097-09-03T00:00:00Z", "end": "2097-09-08T00:00:00Z"}],
        "offer": {"state": "offered"}}


def main():
    program, calls = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 300
    with tempfile.TemporaryDirectory(prefix="crrtd-count-") as name:
        folder = pathlib.Path(name)
        for part, mode in (("", 0o755), ("etc", 0o755), ("run", 0o755), ("state", 0o700)):
            (folder / part).mkdir(exist_ok=True)
            (folder / part).chmod(mode)
        for file, text in (("crrtd.yaml", "instance: count\n"), ("principals.yaml", PRINCIPALS)):
            (folder / "etc" / file).write_text(text)
            (folder / "etc" / file).chmod(0o644)

        daemon = Daemon(program, folder)
        Client(daemon.socket).call("org.varlink.service.GetInfo")
        daemon.stop()
        daemon = Daemon(program, folder)
        client = Client(daemon.socket)
        client.call("org.varlink.service.GetInfo")
        print(f"start on an empty database, to the first reply: {daemon.count(None) / 1e6:.0f} million")

        def put(numbers, revision):
            for number in numbers:
                client.call("io.crrtd.Roster.PutExpert", expert=expert(number % 200, revision + number // 200))

        put(range(400), 0)
        for label, work in (
            ("GetInfo", lambda: [client.call("org.varlink.service.GetInfo") for _ in range(calls)]),
            ("GetExpert", lambda: [client.call("io.crrtd.Roster.GetExpert", id=f"ALB-{n % 200:04d}") for n in range(calls)]),
            ("PutExpert", lambda: put(range(calls), 7)),
        ):
            print(f"{label}: {daemon.count(work) // calls:,}")
        daemon.stop()


main()
