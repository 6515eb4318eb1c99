"""Solves assembly problems with OR-Tools CP-SAT and compares the optima with crrtd's.

    check.py PROBLEMS [ROWS]

PROBLEMS is what `matching-bench --problems` wrote (its fields stand in Sources/matching-bench/Problems.swift), ROWS the table's file, to
which the times are appended. Exit status 1 where an optimum differs, 2 where one was not proven within a minute.
"""

import json
import statistics
import sys
import time
from collections import Counter, defaultdict

from ortools.sat.python import cp_model


def solve(problem):
    """Fewest open slots, then fewest augmentees, then least cost: exactly, or None."""
    model = cp_model.CpModel()
    fee, prepaid, counts = problem["fee"], problem["prepaid"], problem["counts"]
    slots = sum(counts)
    dearest = max((option[2] for options in problem["options"] for option in options), default=0)
    augmentee_cost = slots * dearest + (slots + 1) * fee + 1
    open_cost = augmentee_cost * (slots + 1)
    used, takes, cost = {}, defaultdict(list), []
    for count, options in zip(counts, problem["options"]):
        chosen = []
        for person, nation, price, augmentee in options:
            takes_it = model.new_bool_var("")
            chosen.append(takes_it)
            takes[person].append(takes_it)
            cost.append((price + augmentee * augmentee_cost) * takes_it)
            if nation == prepaid:
                continue
            if nation not in used:
                used[nation] = model.new_bool_var("")
                cost.append(fee * used[nation])
            model.add_implication(takes_it, used[nation])
        left_open = model.new_int_var(0, count, "")
        model.add(sum(chosen) + left_open == count)
        cost.append(open_cost * left_open)
    for ways in takes.values():
        if len(ways) > 1:
            model.add_at_most_one(ways)
    model.minimize(sum(cost) + (fee if prepaid >= 0 else 0))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.max_time_in_seconds = 60
    if solver.solve(model) != cp_model.OPTIMAL:
        return None
    rest = round(solver.objective_value)
    found_open, rest = divmod(rest, open_cost)
    augmentees, rest = divmod(rest, augmentee_cost)
    return {"open": found_open, "augmentees": augmentees, "cost": rest}


def main():
    times, checked, wrong, undecided = defaultdict(list), Counter(), 0, 0
    with open(sys.argv[1], encoding="utf-8") as file:
        for line in file:
            problem = json.loads(line)
            began = time.perf_counter()
            best = solve(problem)
            took = (time.perf_counter() - began) * 1e6
            if best is None:
                undecided += 1
                print(f"NOT PROVEN {problem['title']}, nation weight {problem['fee']}", flush=True)
                continue
            checked[problem["kind"], problem["fee"]] += 1
            if problem["kind"] == "assembled":
                times[problem["size"], problem["fee"]].append(took)
            ours = {name: problem[name] for name in best}
            if ours != best:
                wrong += 1
                print(
                    f"DIFFERENCE {problem['size']} experts, {problem['title']}, {problem['kind']}, nation weight {problem['fee']}: "
                    f"crrtd {ours}, CP-SAT {best}",
                    flush=True,
                )
    for (kind, fee), count in sorted(checked.items()):
        print(f"{count} {kind} candidates with nation weight {fee} compared")
    print(f"{sum(checked.values())} optima compared, {wrong} differ, {undecided} not proven by CP-SAT")
    if len(sys.argv) > 2:
        write_rows(sys.argv[2], times)
    sys.exit(1 if wrong else 2 if undecided else 0)


def write_rows(path, times):
    with open(path, "a", encoding="utf-8") as file:
        for (size, fee), micros in sorted(times.items()):
            if size < 1000:
                continue
            name, group = ("assembled", "matching") if fee == 500 else (f"assembled, nation {fee}", "weights")
            micros.sort()
            p99 = micros[min(len(micros) - 1, len(micros) * 99 // 100)]
            print(group, size, name, "CP-SAT", round(statistics.median(micros)), round(p99), "us", sep="\t", file=file)


if __name__ == "__main__":
    main()
