"""Creates the declared tables that are missing; changes existing ones only with --apply."""

import sys
from dataclasses import replace
from functools import partial

from django.core.management import CommandError
from django.utils import timezone

from entities.catalogue import catalogue
from entities.conf import store_of
from entities.errors import ConfirmationMissing
from entities.management.table_commands import (
    TableCommand,
    check_system,
    must_be_ready,
    recorder,
)
from entities.operations.tables.applying import apply_plan
from entities.operations.tables.creation import create_missing
from entities.operations.tables.indexing.carrying import carry_through
from entities.operations.tables.plan import TablePlan, make_plan
from entities.web.hands import own_hands

ACTOR = "create_tables"
MISSING = "declared and missing"
SHOWN = 12  # characters of a hash


class Command(TableCommand):
    help = (
        "Create the declared tables that are missing, with all their settings. Safe to repeat. "
        "Existing tables are left as they are; with --apply they are made as declared, one change "
        "at a time, once the plan was shown and confirmed."
    )

    def add_arguments(self, parser):
        super().add_arguments(parser)
        parser.add_argument("--dry-run", action="store_true", help="only say what would be done")
        parser.add_argument("--apply", action="store_true", help="also change existing tables")
        parser.add_argument(
            "--also",
            metavar="NAME",
            action="append",
            default=[],
            help="with --apply: mend this difference too, which takes something away; the plan "
            "names them, such as TABLE/index/NAME",
        )
        parser.add_argument("--yes", action="store_true", help="apply without asking")
        parser.add_argument("--reason", default="", help="why; it stands in the audit log")

    def handle(self, *, system, environment, dry_run, apply, also, yes, reason, **options):
        check_system(system)
        store = store_of(environment)
        talkative = dry_run or apply or self.verbosity > 1
        must_be_ready(store, system, self.say if talkative else _keep_quiet)
        by = recorder(store, ACTOR, reason or ("" if apply else MISSING))
        if not apply:
            for outcome in create_missing(store, catalogue, by, system=system, dry_run=dry_run):
                self.tell(outcome.table, outcome.words)
            return
        plan = make_plan(store, catalogue, system=system, named=also)
        self._show(plan)
        if plan.is_empty or dry_run:
            return
        if not yes and not self._is_confirmed():
            raise ConfirmationMissing
        self._apply(store, plan, by)

    def _show(self, plan: TablePlan) -> None:
        for creation in plan.creations:
            self.tell(creation.desired.name, "would be created")
        for mending in plan.mendings:
            found = mending.difference
            self.tell(found.table, f"{found.words}. {found.remedy}")
        for found in plan.left:
            named = f" To name it: --also '{found.name}'" if found.takes_away else ""
            self.tell(found.table, f"stays: {found.words}. {found.remedy}{named}")
        if plan.is_empty:
            self.say("Nothing would be changed.")
        else:
            count = len(list(plan.calls))
            self.say(f"Plan {plan.hash[:SHOWN]}: {count} calls that write.")

    def _is_confirmed(self) -> bool:
        if not sys.stdin.isatty():
            return False
        self.stdout.write("Apply this plan? Type yes: ", ending="")
        self.stdout.flush()
        return sys.stdin.readline().strip() == "yes"

    def _apply(self, store, plan: TablePlan, by) -> None:
        failed, hands = 0, own_hands(store)

        def change_index(desired, call) -> str:
            act = replace(by.act, now=timezone.now())
            carried = partial(self.carried, hands=hands)
            return carry_through(hands, desired, call, act, drive=carried)

        tell = self.tell
        for outcome in apply_plan(store, catalogue, plan, by, tell=tell, change_index=change_index):
            failed += outcome.failed
            stream = self.stderr if outcome.failed else self.stdout
            if self.verbosity or outcome.failed:
                stream.write(f"{outcome.table}: {outcome.words}")
        if failed:
            raise CommandError(f"{failed} changes were not made; what stands above says why.")


def _keep_quiet(_line: str) -> None:
    pass
