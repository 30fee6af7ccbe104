"""Every part that a template can be made of."""

from collections.abc import Callable, Iterator

from entities.catalogue import Catalogue
from entities.errors import TemplateEmpty
from entities.operations.tables.cloudformation.functions import functions_template
from entities.operations.tables.cloudformation.monitoring import monitoring_template
from entities.operations.tables.cloudformation.policies import policies_template
from entities.operations.tables.cloudformation.tables import tables_template
from entities.operations.tables.cloudformation.template import Target, Template

Make = Callable[[Catalogue, Target], Template | None]
PARTS: dict[str, Make] = {
    "tables": tables_template,
    "policies": policies_template,
    "functions": functions_template,
    "monitoring": monitoring_template,
}


def templates(
    catalogue: Catalogue,
    part: str,
    *,
    environment: str,
    prefixes: dict[str, str],
    system: str | None = None,
) -> Iterator[Template]:
    """One template per system that has something of the part.

    `prefixes` replace the start of table names, by system name. Raises TemplateEmpty where the
    system asked for has nothing of the part.
    """
    for declared in catalogue.systems:
        if system in (None, declared.name):
            target = Target(declared, environment, prefixes.get(declared.name, ""))
            made = PARTS[part](catalogue, target)
            if made:
                yield made
            elif system:
                raise TemplateEmpty(part, system)
