"""Prints one table from the rows that the benchmarks wrote: crrtd's figure, each peer's, the ratio, and the target where there is one.

    table.py ROWS
"""

import sys

# Group, size (None: any), name, unit, which figure, the bound, and what it is: "most" or "least" of the figure itself, or "ratio most"
# and "ratio least" of it to the peer that is named.
TARGETS = [
    ("matching", 100_000, "team and assembled", "us", "median", 2, "ratio most", "C"),
    ("match over the socket", 100_000, "team and assembled", "us", "median", 1000, "most", None),
    ("match over the socket", 100_000, "team and assembled", "us", "p99", 3000, "most", None),
    ("match over the socket", 100_000, "all three kinds", "us", "median", 5000, "most", None),
    ("match over the socket", 1_000_000, "team and assembled", "us", "median", 10_000, "most", None),
    ("forty slots", None, None, "ms", "median", 2100, "most", None),
    ("index", None, "put of one expert", "us", "median", 50, "most", None),
    ("memory", 0, None, "MiB", "median", 24, "most", None),
    ("memory", 100_000, None, "MiB", "median", 120, "most", None),
    ("starting", 0, "crrtd, empty roster: exec to first reply", "ms", "median", 15, "most", None),
    ("starting", 100_000, "crrtd, full roster: exec to first reply", "ms", "median", 400, "most", None),
    ("starting", None, "crrtctl whoami, there and back", "ms", "median", 3, "most", None),
    ("calls", None, "GetInfo, 1 client, same core", "us", "median", 17, "most", None),
    ("calls", None, "GetExpert, 1 client, same core", "us", "median", 17, "most", None),
    ("calls", None, "GetInfo, 64 clients", "calls/s", "median", 130_000, "least", None),
    ("calls", None, "GetExpert, 64 clients", "calls/s", "median", 130_000, "least", None),
    ("calls", None, "GetInfo, 64 clients, 16 deep", "calls/s", "median", 800_000, "least", None),
    ("calls", None, "GetExpert, 64 clients, 16 deep", "calls/s", "median", 800_000, "least", None),
    ("calls", None, "PutExpert, 1 client", "calls/s", "median", 0.8, "ratio least", "SQLite, 1 rows a commit"),
    ("calls", None, "PutExpert, 64 clients", "calls/s", "median", 20_000, "least", None),
    ("search", 100_000, "nothing found", "ms", "median", 50, "most", None),
    ("search", 100_000, "10 found", "ms", "median", 50, "most", None),
    ("hidden or absent", None, None, "AUC", "median", 0.55, "most", None),
    ("reads under abuse", None, None, "ms", "p99", 20, "most", None),
    ("changes under abuse", None, None, "ms", "p99", 100, "most", None),
    ("memory under abuse", None, None, "MiB", "median", 512, "most", None),
    ("stop under abuse", None, None, "s", "median", 2, "most", None),
]
ORDER = ["matching", "parts of C", "weights", "forty slots", "plans", "match over the socket", "index", "calls", "search", "starting", "memory", "import",
         "hidden or absent", "reads under abuse", "changes under abuse", "memory under abuse", "stop under abuse"]


def read(path):
    """(group, size, name, unit) → who → (median, p99); a row that was measured again counts as it was last."""
    rows = {}
    with open(path, encoding="utf-8") as file:
        for line in file:
            group, size, name, who, median, p99, unit = line.rstrip("\n").split("\t")
            rows.setdefault((group, int(size), name, unit), {})[who] = (float(median), float(p99) if p99 else None)
    return rows


def number(value):
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.3g}"


def figure(found):
    median, p99 = found
    return number(median) + (f" · {number(p99)}" if p99 is not None else "")


def verdict(key, rows, peers):
    """The targets of a row, each with whether it is met."""
    group, size, name, unit = key
    said = []
    for of, at, what, in_unit, which, bound, how, peer in TARGETS:
        if of != group or in_unit != unit or what not in (None, name) or at not in (None, size):
            continue
        value = rows[key]["crrtd"][0 if which == "median" else 1]
        if value is None:
            continue
        if peer is not None:
            if peer not in peers:
                continue
            value /= peers[peer][0]
        met = value <= bound if how.endswith("most") else value >= bound
        sign = "≤" if how.endswith("most") else "≥"
        of_peer = f" × {peer}" if peer else ""
        said.append(f"{'p99 ' if which == 'p99' else ''}{sign} {number(bound)}{of_peer}: {'met' if met else 'MISSED'}")
    return "; ".join(said)


def main():
    rows = read(sys.argv[1])
    lines = [("what", "experts", "unit", "crrtd", "peer", "peer's", "ratio", "target")]
    order = {group: index for index, group in enumerate(ORDER)}
    for key in sorted(rows, key=lambda key: (order.get(key[0], 99), key[1])):
        group, size, name, unit = key
        ours = rows[key].get("crrtd")
        peers = {**rows.get((group, 0, name, unit), {}), **rows[key]}
        peers.pop("crrtd", None)
        label = f"{group}: {name}"
        if ours is None:
            if size > 0:
                for who, found in peers.items():
                    lines.append((label, number(size), unit, "", who, figure(found), "", ""))
            continue
        target = verdict(key, rows, peers)
        if not peers:
            lines.append((label, number(size), unit, figure(ours), "", "", "", target))
        for who, found in peers.items():
            ratio = f"{ours[0] / found[0]:.2f}" if found[0] else ""
            lines.append((label, number(size), unit, figure(ours), who, figure(found), ratio, target))
            target = ""
    widths = [max(len(line[column]) for line in lines) for column in range(len(lines[0]))]
    for index, line in enumerate(lines):
        print("| " + " | ".join(cell.ljust(width) for cell, width in zip(line, widths)) + " |")
        if index == 0:
            print("|" + "|".join("-" * (width + 2) for width in widths) + "|")


if __name__ == "__main__":
    main()
