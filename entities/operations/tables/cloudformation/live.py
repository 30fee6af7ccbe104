"""The template that live tables would have: what a template of declarations is compared with."""

from entities.catalogue import Catalogue
from entities.dynamodb.inspection import inspect
from entities.errors import TableMissing
from entities.operations.tables.cloudformation.tables import table_resource
from entities.operations.tables.cloudformation.template import Template, logical_id
from entities.operations.tables.definitions import definition_of


def live_document(store, catalogue: Catalogue, system: str, declared: Template) -> dict:
    """The declared template with the tables as they are; without those that are not there.

    Four reading calls per table. Raises the service's refusals.
    """
    resources = {}
    for table in catalogue.tables:
        if table.system.name == system:
            try:
                definition = definition_of(inspect(store, store.table(table)))
            except TableMissing:
                continue
            resources[logical_id(table.table)] = table_resource(definition, store.table(table))
    return declared.document | {"Resources": resources}
