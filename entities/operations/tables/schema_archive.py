"""The schemas of many tables in one file: what `export_schemas` writes into a folder, as a zip."""

import io
import zipfile
from collections import defaultdict
from collections.abc import Iterable

from entities.operations.tables.schemas import Schema, schema_of, write
from entities.operations.tables.standing import MISSING, Standing
from entities.operations.tables.summary import SUMMARY, summary


def schema_at(store, standing: Standing, *, region: str) -> Schema | None:
    """The schema of a table as it was found; None where it was not there, or could not be asked."""
    live = standing.checked and standing.checked.live
    table = standing.desired.entity
    return schema_of(store, table, live, now=standing.at, region=region) if live else None


def schema_archive(store, standings: Iterable[Standing], *, region: str) -> bytes:
    """A folder per system with a JSON file per table and a summary. Reads nothing."""
    systems, missing = {}, defaultdict(list)
    found: dict[str, list[Schema]] = defaultdict(list)
    for standing in standings:
        system = standing.desired.entity.system
        systems[system.name] = system
        schema = schema_at(store, standing, region=region)
        if schema:
            found[system.name].append(schema)
        elif standing.state == MISSING:
            missing[system.name].append(standing.name)
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, system in systems.items():
            for schema in found[name]:
                _add(archive, f"{name}/{schema.table}.json", write(schema))
            _add(archive, f"{name}/{SUMMARY}", summary(system, found[name], missing[name]))
    return held.getvalue()


def _add(archive: zipfile.ZipFile, name: str, text: str) -> None:
    """With the first moment that a zip can name: the files say themselves when they were read."""
    archive.writestr(zipfile.ZipInfo(name), text)
