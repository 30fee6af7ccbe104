"""Makes everything ready that the dashboard needs before it serves. Safe to repeat."""

from django.core.management import BaseCommand, call_command

ALWAYS = (
    ("migrate", {"interactive": False}),
    ("createcachetable", {}),
    ("collectstatic", {"interactive": False}),
)


class Command(BaseCommand):
    help = "Prepares staff accounts' database and static files; with --demo tables and data too."

    def add_arguments(self, parser):
        parser.add_argument(
            "--demo", action="store_true", help="also create the tables and load the demo data"
        )
        parser.add_argument("--only-offices", type=int, metavar="N", help="see load_demo_data")

    def handle(self, *args, demo: bool, only_offices: int | None, **options):
        for name, arguments in (*ALWAYS, *(_demo(only_offices) if demo else ())):
            call_command(name, verbosity=0, **arguments)


def _demo(only_offices: int | None) -> tuple:
    return (
        ("create_tables", {}),
        ("load_demo_data", {"only_offices": only_offices, "if_missing": True}),
        ("build_lookups", {"if_missing": True}),
        ("count_items", {"if_missing": True}),
    )
