"""Builds one declared index of an existing table and waits until it is active."""

from entities.catalogue import catalogue
from entities.conf import store_of
from entities.management.table_commands import TableCommand, must_be_ready, recorder
from entities.operations.reasons import check_reason, is_required
from entities.operations.tables.desired import desired_named
from entities.operations.tables.indexes import build_index

ACTOR = "add_index"


class Command(TableCommand):
    help = (
        "Build INDEX, which the declaration of TABLE names, and wait until it is active. Safe to "
        "repeat: an index that is there is left, one being built is waited for."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "table", metavar="TABLE", help="its real name, its declared one, or an entity"
        )
        parser.add_argument("index", metavar="INDEX")
        self.add_environment(parser)
        parser.add_argument("--reason", default="", help="why; it stands in the audit log")

    def handle(self, *, table, index, environment, reason, **options):
        store = store_of(environment)
        check_reason(reason, required=is_required(store))
        desired = desired_named(store, catalogue, table)
        must_be_ready(store, desired.entity.system.name, lambda _line: None)
        by = recorder(store, ACTOR, reason)
        outcome = build_index(store, desired, index, by, tell=self.tell)
        self.tell(desired.name, f"{index}: {outcome}")
