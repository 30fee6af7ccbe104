"""An index named by options: its keys with their types, and what it holds."""

from django.core.management import CommandError

from entities.operations.tables.desired import Desired
from entities.operations.tables.indexing.queueing import declared_index
from entities.schema.entity import Index

TYPES = ("S", "N", "B")
WHOLE = ("ALL", "KEYS_ONLY")
INCLUDE = "INCLUDE:"


def add_index_options(parser) -> None:
    parser.add_argument(
        "--partition", metavar="NAME:TYPE", help="an index that is not declared: its partition key"
    )
    parser.add_argument("--sort", metavar="NAME:TYPE", help="its sort key; TYPE is S, N or B")
    parser.add_argument(
        "--projection",
        metavar="WHAT",
        help="ALL, KEYS_ONLY or INCLUDE:a,b; default: ALL",
    )
    parser.add_argument(
        "--sparse", action="store_true", help="items without its keys are meant to be left out"
    )


def asked_index(desired: Desired, name: str, options: dict) -> tuple[Index, dict[str, str]]:
    """The index, and the types of its keys where they were given.

    Raises IndexUnknown for a name that is neither declared nor described, and CommandError.
    """
    if not options["partition"]:
        given = [f"--{name}" for name in ("sort", "projection", "sparse") if options[name]]
        if given:
            raise CommandError(f"{' and '.join(given)}: say the --partition key, too.")
        return declared_index(desired, name), {}
    keys = [_key(options[option]) for option in ("partition", "sort") if options[option]]
    (partition, _), *sort = keys
    index = Index(
        name,
        partition,
        sort[0][0] if sort else None,
        projection=_projection(options["projection"] or "ALL"),
        sparse=options["sparse"],
    )
    return index, dict(keys)


def _key(text: str) -> tuple[str, str]:
    name, _, kind = text.rpartition(":")
    if not name or kind not in TYPES:
        raise CommandError(f"“{text}” is no key: say its name and S, N or B, as in email:S.")
    return name, kind


def _projection(text: str) -> str | tuple[str, ...]:
    if text in WHOLE:
        return text
    names = tuple(filter(None, text.removeprefix(INCLUDE).split(",")))
    if not text.startswith(INCLUDE) or not names:
        raise CommandError(f"“{text}” is no projection: ALL, KEYS_ONLY or INCLUDE:a,b.")
    return names
