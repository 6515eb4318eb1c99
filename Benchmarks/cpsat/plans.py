"""Solves plans of several requests with OR-Tools CP-SAT and compares their worth with crrtd's.

    plans.py PLANS [ROWS]

PLANS is what `matching-bench --plans` wrote (its fields stand in Sources/matching-bench/PlanProblems.swift), ROWS the table's file, to
which the times are appended. The model knows nothing but the instance: who is eligible at what cost, the teams, and the order in which
plans are compared (docs/decisions/0040). crrtd's own plan is counted again as well: whether it is a plan, and worth what crrtd says.
Exit status 1 where something differs, 2 where CP-SAT proved nothing within a minute.
"""

import json
import statistics
import sys
import time
from collections import Counter, defaultdict

from ortools.sat.python import cp_model


class Undecided(Exception):
    """CP-SAT did not prove an optimum in time."""


class Joint:
    """The joint model of all requests: every choice of people, teams and open seats that is a plan."""

    def __init__(self, problem):
        self.problem = problem
        self.model = cp_model.CpModel()
        self.open, self.singles, self.cost = [], [], []
        self.people = []  # by request: expert → whether they serve it
        self.goes = []  # by request: team → whether it goes
        for request in problem["requests"]:
            self.add(request)
        serving, going = defaultdict(list), defaultdict(list)
        for people, teams in zip(self.people, self.goes):
            for person, serves in people.items():
                serving[person].append(serves)
            for team, goes in teams.items():
                going[team].append(goes)
        # No person and no team is planned twice.
        for uses in [*serving.values(), *going.values()]:
            self.model.add_at_most_one(uses)
        self.keep_manning(serving)

    def bool(self):
        return self.model.new_bool_var("")

    def add(self, request):
        """One request: people in slots, the team, who is outside it, nations that are paid for."""
        model, problem = self.model, self.problem
        takes, used = defaultdict(list), {}

        def pay(nation):
            if nation not in used:
                used[nation] = self.bool()
                self.cost.append(problem["fee"] * used[nation])
            return used[nation]

        filled = []
        for (_, count), options in zip(request["kinds"], request["options"]):
            chosen = []
            for person, price in options:
                takes_it = self.bool()
                chosen.append(takes_it)
                takes[person].append(takes_it)
                self.cost.append(price * takes_it)
                model.add_implication(takes_it, pay(problem["nations"][person]))
            model.add(sum(chosen) <= count)
            filled += chosen
        people = {}
        for person, ways in takes.items():
            people[person] = self.bool()
            model.add(sum(ways) == people[person])
        seats = sum(count for _, count in request["kinds"])
        left_open = model.new_int_var(0, seats, "")
        model.add(left_open == seats - sum(filled))
        teams, inside = {}, []
        for team, *members in request["teams"]:
            nation, least = problem["teams"][team]
            if not members or len(members) < least:
                continue
            goes = teams[team] = self.bool()
            # A team goes where no seat stays open, and with one of its people at least.
            model.add(left_open == 0).only_enforce_if(goes)
            model.add(sum(people[member] for member in members) >= 1).only_enforce_if(goes)
            model.add_implication(goes, pay(nation))
            for member in members:
                with_team = self.bool()
                model.add_implication(with_team, goes)
                model.add_implication(with_team, people[member])
                inside.append(with_team)
        model.add_at_most_one(teams.values())
        self.people.append(people)
        self.goes.append(teams)
        self.open.append((left_open, seats))
        self.singles += [*filled, *(-1 * with_team for with_team in inside)]

    def keep_manning(self, serving):
        """A team that goes has its minimum manning without those of its people who serve other requests."""
        for request, people, teams in zip(self.problem["requests"], self.people, self.goes):
            for team, *members in request["teams"]:
                if team in teams:
                    away = sum(sum(serving[member]) - people[member] for member in members)
                    spare = len(members) - self.problem["teams"][team][1]
                    self.model.add(away <= spare).only_enforce_if(teams[team])

    def least(self, goal):
        """Minimizes the goal exactly, and keeps it there from now on."""
        self.model.minimize(goal)
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.max_time_in_seconds = 60
        if solver.solve(self.model) != cp_model.OPTIMAL:
            raise Undecided
        value = round(solver.objective_value)
        self.model.add(goal == value)
        return value, solver

    def open_seats(self, precedence):
        """The fewest open seats of a precedence, and there the leximin: by request, most first."""
        model = self.model
        own = [self.open[number] for number, request in enumerate(self.problem["requests"]) if request["precedence"] == precedence]
        most = max(seats for _, seats in own)
        base = len(own) + 1
        goal = [base**most * left_open for left_open, _ in own]
        # Of two lists, sorted and most first, the lesser has fewer numbers ≥ v for the highest v at which these differ.
        for left_open, seats in own:
            for value in range(1, seats + 1):
                reaches = self.bool()
                model.add(left_open < value).only_enforce_if(~reaches)
                goal.append(base ** (value - 1) * reaches)
        _, solver = self.least(sum(goal))
        found = sorted((solver.value(left_open) for left_open, _ in own), reverse=True)
        return found

    def best(self):
        """The worth of the best plan, as crrtd tells it."""
        precedences = sorted({request["precedence"] for request in self.problem["requests"]}, reverse=True)
        found = [self.open_seats(precedence) for precedence in precedences]
        singles, _ = self.least(sum(self.singles))
        cost, _ = self.least(sum(self.cost))
        return {"open": found, "singles": singles, "cost": cost}


def fault(problem):
    """What is wrong with crrtd's plan, or None. Its worth is counted again from its people."""
    served, gone, opened = {}, set(), defaultdict(list)
    singles = cost = 0
    for number, (request, planned) in enumerate(zip(problem["requests"], problem["plan"])):
        people = [person for _, person in planned["people"]]
        if len(set(people)) < len(people) or any(person in served for person in people):
            return "a person is planned twice"
        served.update((person, number) for person in people)
        prices = seated(request, planned["people"])
        if prices is None:
            return f"request {number}: not eligible as seated"
        left_open = sum(count for _, count in request["kinds"]) - len(people)
        opened[request["precedence"]].append(left_open)
        nations = {problem["nations"][person] for person in people}
        members = set()
        if planned["team"] >= 0:
            ready = {team: set(own) for team, *own in request["teams"]}
            members = ready.get(planned["team"], set())
            if planned["team"] in gone or not members & set(people) or left_open:
                return f"request {number}: the team cannot go"
            gone.add(planned["team"])
            nations.add(problem["teams"][planned["team"]][0])
        singles += sum(person not in members for person in people)
        cost += prices + problem["fee"] * len(nations)
    for number, (request, planned) in enumerate(zip(problem["requests"], problem["plan"])):
        for team, *members in request["teams"]:
            if team == planned["team"]:
                here = sum(served.get(member, number) == number for member in members)
                if here < problem["teams"][team][1]:
                    return f"request {number}: the team is below its minimum manning"
    counted = {"open": [sorted(opened[key], reverse=True) for key in sorted(opened, reverse=True)], "singles": singles, "cost": cost}
    told = {name: problem[name] for name in counted}
    return None if counted == told else f"counted {counted}, told {told}"


def compared(problem, best):
    """How crrtd's plan compares with the best one: equal, worse or better; or dearer, as it says itself where its time was over."""
    told = {name: problem[name] for name in best}
    if told == best:
        return "equal"
    rest, other = (told["singles"], told["cost"]), (best["singles"], best["cost"])
    if told["open"] == best["open"] and rest > other and not problem["proven"]:
        # A bound of the cost is one among plans with as few singles.
        holds = problem["bound"] < 0 or (rest[0] == other[0] and problem["bound"] <= other[1])
        return "dearer" if holds else "worse"
    key = [[sum(own), own] for own in told["open"]] + [*rest]
    return "worse" if key > [[sum(own), own] for own in best["open"]] + [*other] else "better"


def seated(request, people):
    """What the people cost in their seats; None where one may not sit there, or a full seat has no leader."""
    by_seat = defaultdict(list)
    for seat, person in people:
        by_seat[seat].append(person)
    cost = 0
    for seat, sitting in by_seat.items():
        kinds = [(count, dict(options)) for (line, count), options in zip(request["kinds"], request["options"]) if line == seat]
        # The last kind of a seat is the one for those who need not lead.
        prices = kinds[-1][1]
        if len(sitting) > sum(count for count, _ in kinds) or any(person not in prices for person in sitting):
            return None
        if len(kinds) > 1 and len(sitting) > kinds[-1][0] and not any(person in kinds[0][1] for person in sitting):
            return None
        cost += sum(prices[person] for person in sitting)
    return cost


def main():
    times, tally, by_weight = defaultdict(list), Counter(), Counter()
    with open(sys.argv[1], encoding="utf-8") as file:
        for line in file:
            problem = json.loads(line)
            title = f"instance {problem['number']}{', scarce' * problem['scarce']}, {len(problem['requests'])} requests, nation weight {problem['fee']}"
            wrong = fault(problem)
            if wrong:
                tally["no plan"] += 1
                print(f"NO PLAN {title}: {wrong}", flush=True)
                continue
            began = time.perf_counter()
            try:
                best = Joint(problem).best()
            except Undecided:
                tally["undecided"] += 1
                print(f"NOT PROVEN {title}", flush=True)
                continue
            times[len(problem["requests"])].append((time.perf_counter() - began) * 1e6)
            by_weight[problem["fee"]] += 1
            tally["compared"] += 1
            tally["cut short"] += not problem["proven"]
            tally["with open seats"] += any(map(any, best["open"]))
            tally["with teams"] += any(planned["team"] >= 0 for planned in problem["plan"])
            verdict = compared(problem, best)
            tally[verdict] += 1
            if verdict in ("worse", "better"):
                print(f"DIFFERENCE {title}: crrtd {({name: problem[name] for name in best})}, CP-SAT {best}", flush=True)
    for fee, count in sorted(by_weight.items()):
        print(f"{count} plans with nation weight {fee} compared")
    print(
        f"{tally['compared']} plans compared: {tally['equal']} equal, {tally['worse']} worse than CP-SAT's, {tally['better']} better, "
        f"{tally['dearer']} cut short and dearer within their bound; {tally['no plan']} no plans, {tally['undecided']} not proven by CP-SAT"
    )
    print(f"of them {tally['with open seats']} with open seats, {tally['with teams']} with teams, {tally['cut short']} cut short")
    if len(sys.argv) > 2:
        write_rows(sys.argv[2], times)
    differs = tally["worse"] + tally["better"] + tally["no plan"]
    sys.exit(1 if differs else 2 if tally["undecided"] else 0)


def write_rows(path, times):
    with open(path, "a", encoding="utf-8") as file:
        for requests, micros in sorted(times.items()):
            micros.sort()
            p99 = micros[min(len(micros) - 1, len(micros) * 99 // 100)]
            print("plans", 0, f"{requests} requests", "CP-SAT", round(statistics.median(micros)), round(p99), "us", sep="\t", file=file)


if __name__ == "__main__":
    main()
