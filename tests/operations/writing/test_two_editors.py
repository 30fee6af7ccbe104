"""Two people, one item, in every order: nothing is lost, disjoint changes merge, the same field is
asked about. A model in a few lines decides what must come of every save."""

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from hypothesis.stateful import run_state_machine_as_test as run

from entities.errors import EditRefused, MergeNeeded
from entities.operations import writing
from entities.operations.editing import Wish
from tests.counts import count
from tests.operations.making import put
from tests.operations.writing.desk import C1, Desk, expense, furnish, project

KEY = (C1, "exp_1")
PEOPLE = st.sampled_from(("dana", "amir"))
VALUES = {
    "description": ("Sand", "Gravel", "Stone", ""),
    "paymentTerms": ("net 30", "net 60"),
    "date": ("2025-06-02", "2025-06-03"),
    "amount": (Decimal(1180), Decimal("1180.0"), Decimal(590), Decimal("0.01")),
    "projectId": ("proj_1", "proj_2"),
    "contractorId": ("contr_1", "contr_2"),
    "status": ("pending", "approved", "rejected", "paid"),
}
REFERENCES = {"projectId", "contractorId"}
MOVES = {
    "pending": {"approved", "rejected"},
    "approved": {"paid"},
    "rejected": {"pending"},
    "paid": set(),
}
CHANGES = st.sampled_from([(name, value) for name in VALUES for value in VALUES[name]])


def clash(mine: str, theirs: str) -> bool:
    return (
        mine == theirs
        or "status" in (mine, theirs)
        or (mine in REFERENCES and theirs in REFERENCES)
    )


class TwoEditors(RuleBasedStateMachine):
    store = None  # of the test

    @initialize(clock_stands_still=st.booleans())
    def begin(self, clock_stands_still):
        """Where the clock stands still, everybody saves at one moment, as two servers may."""
        self.stopped = clock_stands_still
        put(self.store, "expenses", expense(1))
        put(self.store, "projects", project(1), project(2, spentAmount=Decimal(0)))
        self.held = {name: expense(1).get(name) for name in VALUES}
        self.desks = {name: Desk(self.store).another(name) for name in ("dana", "amir")}
        self.forms = {}
        self.writes = self.desks["dana"].entry_count("expenses", KEY)

    @rule(who=PEOPLE)
    def open(self, who):
        self.forms[who] = (self.desks[who].open("expenses", KEY), dict(self.held), {})

    @rule(who=PEOPLE, change=CHANGES)
    def type(self, who, change):
        if who not in self.forms:
            self.open(who)
        name, value = change
        self.forms[who][2][name] = value

    @rule(who=PEOPLE)
    def save(self, who):
        if who in self.forms:
            self._save(who)

    @rule(who=PEOPLE, mine=CHANGES, theirs=CHANGES)
    def save_while_the_other_saves(self, who, mine, theirs):
        """The other one's save lands between this one's read and write."""
        other = "amir" if who == "dana" else "dana"
        self.open(other)
        self.type(other, theirs)
        self.type(who, mine)
        real, waiting = writing.commit, [other]

        def late(*arguments, **named):
            while waiting:
                self._save(waiting.pop())
            return real(*arguments, **named)

        writing.commit = late
        try:
            # Where the first look refuses, nothing is sent and the other one never gets between.
            self._save(who)
        finally:
            writing.commit = real

    def _expected(self, base, typed):
        """What must come of a save: an error or none, and the fields as they are then."""
        mine = {n: v for n, v in typed.items() if v not in (base[n], self.held[n])}
        theirs = {name for name in VALUES if self.held[name] != base[name]}
        if any(clash(name, other) for name in mine for other in theirs):
            return MergeNeeded, self.held
        if "status" in mine and mine["status"] not in MOVES[self.held["status"]]:
            return EditRefused, self.held
        return None, self.held | mine

    def _save(self, who):
        opened, base, typed = self.forms.pop(who)
        wish, desk = Wish(typed, frozenset(), opened.etags), self.desks[who]
        desk.minutes = 0 if self.stopped else desk.minutes
        try:
            saved = desk.wish("expenses", KEY, wish)
        except (MergeNeeded, EditRefused) as refused:
            assert self._expected(base, typed)[0] is type(refused)
            return
        error, held = self._expected(base, typed)
        assert error is None
        assert bool(saved.entries) == (held != self.held)
        self.writes += held != self.held
        self.held = held

    @invariant()
    def nothing_is_lost(self):
        desk = self.desks["dana"]
        item = desk.item("expenses", KEY)
        assert {name: item.get(name) for name in VALUES} == self.held
        assert desk.entry_count("expenses", KEY) == self.writes

    @invariant()
    def the_sums_follow(self):
        desk = self.desks["dana"]
        spent = {n: desk.item("projects", (C1, n))["spentAmount"] for n in ("proj_1", "proj_2")}
        assert spent == dict.fromkeys(spent, 0) | {self.held["projectId"]: self.held["amount"]}


@pytest.mark.soak
def test_two_editors_lose_nothing_merge_what_is_disjoint_and_ask_about_the_rest(soaked_store):
    furnish(soaked_store)
    TwoEditors.store = soaked_store
    run(
        TwoEditors,
        settings=settings(
            max_examples=count(1000, 25),
            stateful_step_count=10,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
