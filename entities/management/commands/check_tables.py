"""Compares every declared table with the real one; exit 1 where they differ."""

from django.core.management import CommandError

from entities.catalogue import catalogue
from entities.conf import store_of
from entities.management.table_commands import TableCommand, check_system
from entities.operations.tables.drift import Checked, check_tables


class Command(TableCommand):
    help = (
        "Compare every declared table with the real one: keys, types, indexes, billing, TTL, "
        "recovery, encryption, stream, deletion protection, tags. Changes nothing. Exit 1 where "
        "something differs."
    )

    def handle(self, *, system, environment, **options):
        check_system(system)
        tables = differing = 0
        for checked in check_tables(store_of(environment), catalogue, system=system):
            tables += 1
            differing += not checked.as_declared
            self._say(checked)
        if differing:
            raise CommandError(f"{differing} of {tables} tables are not as declared.")
        self.say(f"{tables} tables are as declared.")

    def _say(self, checked: Checked) -> None:
        if checked.live is None:
            self.stdout.write(f"{checked.desired.name}: missing. `create_tables` makes it.")
        elif not checked.differences:
            self.tell(checked.desired.name, "as declared")
        for found in checked.differences:
            named = f" To name it: --also '{found.name}'" if found.takes_away else ""
            self.stdout.write(f"{found.table}: {found.words}. {found.remedy}{named}")
