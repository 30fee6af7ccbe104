"""Makes everything ready that the dashboard needs before it serves. Safe to repeat."""

from collections.abc import Iterator
from hashlib import sha256

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import BaseCommand, call_command

ALWAYS = (
    ("migrate", {"interactive": False}),
    ("createcachetable", {}),
)
TABLES = (
    ("create_tables", {}),
    # An earlier release made Keyroom's own tables with other indexes than this one reads.
    ("create_tables", {"system": "dashboard", "apply": True, "yes": True}),
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
        _collect_static_files()


def _demo(only_offices: int | None) -> tuple:
    return (
        *TABLES,
        ("load_demo_data", {"only_offices": only_offices, "if_missing": True}),
        ("build_lookups", {"if_missing": True}),
        ("count_items", {"if_missing": True}),
    )


def _collect_static_files() -> None:
    """Under names with their hashes and compressed; not again where the same ones already are."""
    collected = settings.VAR_DIR / "static-files.sha256"
    state = sha256("\n".join(sorted(_static_files())).encode()).hexdigest()
    is_there = (settings.STATIC_ROOT / "staticfiles.json").exists()
    if is_there and collected.exists() and collected.read_text() == state:
        return
    call_command("collectstatic", interactive=False, verbosity=0)
    collected.write_text(state)


def _static_files() -> Iterator[str]:
    """Each file that would be collected, with its size in bytes and when it was changed."""
    for finder in get_finders():
        for path, storage in finder.list([]):
            yield f"{path} {storage.size(path)} {storage.get_modified_time(path).timestamp()}"
