"""Makes everything ready that the dashboard needs before it serves. Safe to repeat."""

from django.core.management import BaseCommand, call_command

ALWAYS = (
    ("migrate", {"interactive": False}),
    ("createcachetable", {}),
    ("collectstatic", {"interactive": False}),
)
DEMO = (
    ("create_tables", {}),
    ("load_demo_data", {}),
    ("build_lookups", {"if_missing": True}),
    ("count_items", {"if_missing": True}),
)


class Command(BaseCommand):
    help = "Prepares staff accounts' database and static files; with --demo tables and data too."

    def add_arguments(self, parser):
        parser.add_argument(
            "--demo", action="store_true", help="also create the tables and load the demo data"
        )

    def handle(self, *args, demo: bool, **options):
        for name, arguments in (*ALWAYS, *(DEMO if demo else ())):
            call_command(name, verbosity=0, **arguments)
