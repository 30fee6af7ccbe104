"""The pages about tables for every member of the cast, for tests/test_every_page."""

from entities.catalogue import catalogue
from tests.web.many_pages import STAFF, only

MANAGERS = ("operator", "administrator")


def table_pages(store) -> dict[str, list[tuple[str, dict[str, int]]]]:
    """Addresses and expected statuses by name."""
    expenses = store.table(catalogue.entity("expenses"))
    old, own = (store.table(catalogue.entity(name)) for name in ("multi-users", "runs"))
    unlimited = [name for name in STAFF if name != "limited"]
    seen = only(200, *STAFF)
    return {
        "tables": [
            ("/tables/", seen),
            ("/tables/?system=construction&state=missing&since=1", seen),
        ],
        "table": [
            (f"/tables/{expenses}/", seen),
            (f"/tables/{expenses}/?reads=1000&writes=x&since=tomorrow", seen),
            (f"/tables/{old}/", only(200, *unlimited) | {"limited": 404}),
            (f"/tables/{own}/", only(404, *STAFF) | dict.fromkeys(MANAGERS, 200)),
            ("/tables/expenses/", only(404, *STAFF)),
        ],
        "table_plan": [
            (f"/tables/{expenses}/plan/", only(200, *MANAGERS)),
            (f"/tables/{own}/plan/", only(200, "administrator")),
            (f"/tables/{expenses}/plan/?also=nothing", only(400, *MANAGERS)),
        ],
        "template_file": [
            ("/tables/files/template.yaml?system=construction", only(200, *MANAGERS)),
            ("/tables/files/template.yaml?system=unheard-of", only(404, *MANAGERS)),
            ("/tables/files/template.yaml?system=dashboard&part=soup", only(400, *MANAGERS)),
        ],
        "schemas_file": [("/tables/files/schemas.zip", only(200, *MANAGERS))],
        "schema_file": [
            (f"/tables/{expenses}/schema.json", only(200, *MANAGERS)),
            ("/tables/expenses/schema.json", only(404, *MANAGERS)),
        ],
        "index": [
            (f"/tables/{expenses}/indexes/invoiceNum-index/", only(200, *MANAGERS)),
            (f"/tables/{expenses}/indexes/unheard-of/", only(404, *MANAGERS)),
            ("/tables/expenses/indexes/invoiceNum-index/", only(404, *MANAGERS)),
        ],
        "count_index": [(f"/tables/{expenses}/indexes/none/count/", only(405, *MANAGERS))],
    }
