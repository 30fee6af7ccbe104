"""The audit log: who did what to which item, when and why.

Entries of one item form a chain: each carries the hash of the one before, and the entry `head`
counts them. Before-images are sealed; only undo and reveal open them.
"""

from entities.catalogue.dashboard.system import DASHBOARD, KEPT
from entities.schema.entity import CompanyFrom, Entity, Index
from entities.schema.fields import Binary, Choice, List, LongText, Map, Number, Text, Timestamp

AUDIT = Entity(
    "audit",
    system=DASHBOARD,
    generation="dashboard",
    table="audit",
    label="Audit entry",
    plural="Audit log",
    group="Keyroom",
    icon="scroll-text",
    purpose="Every change and every look at a hidden value, with who, when and why.",
    partition="itemKey",
    sort="entryId",
    heading="entryId",
    fields=(
        Text("itemKey", label="Item", required=True, help="entity#key,key"),
        Text("entryId", label="Entry", required=True, help="The time and some randomness."),
        Timestamp("at", label="When", automatic=True),
        Text("day", help="YYYY-MM-DD of the entry."),
        Text("actor", label="Who"),
        Choice(
            "action",
            ("create", "edit", "delete", "undo", "reveal", "bulk", "import", "restore", "sign"),
            tones=(("delete", "bad"), ("reveal", "warn"), ("undo", "warn")),
            open_ended=True,
        ),
        Text("entity"),
        List("key", heavy=False),
        Text("companyId", label="Company"),
        LongText("reason", label="Why"),
        Text("requestId", label="Request"),
        Text("runId", label="Run"),
        List("changed", heavy=False, help="The attributes that changed."),
        Map("changes", group="Content", help="What changed, hidden fields without their values."),
        Binary("before", group="Content", help="The item before, sealed."),
        Binary("after", group="Content", help="The item after, sealed."),
        Number("parts", whole=True, group="Content"),
        Text("undoes", group="Chain", help="The entry that this one undoes."),
        Text("previousHash", group="Chain"),
        Text("hash", group="Chain"),
        Number("number", whole=True, minimum=0, group="Chain"),
        Number("entries", whole=True, minimum=0, group="Chain", help="On the head: how many."),
    ),
    columns=("at", "actor", "action", "entity", "itemKey", "companyId", "changed", "reason"),
    indexes=(
        Index("day-index", "day", "entryId", purpose="everything done on a day, by time"),
        Index("company-index", "companyId", "entryId", purpose="what was done to a company"),
        Index("actor-index", "actor", "entryId", purpose="what a person did"),
    ),
    company_from=CompanyFrom(attribute="companyId"),
    settings=KEPT,
    view_action="administer",
    read_only=True,
)
