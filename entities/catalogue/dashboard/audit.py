"""The audit log: who did what to which item, when and why.

Entries of one item form a chain: each carries the hash of the one before, and the item `head`
counts them; `anchor` holds one anchor per day. Images are sealed; only undo opens them.
"""

from entities.catalogue.dashboard.system import DASHBOARD, KEPT
from entities.schema.entity import CompanyFrom, Entity, Index
from entities.schema.fields import Binary, Choice, List, LongText, Number, Text, Timestamp

# What a list shows. The images stay out of the indexes, or each would be kept four times.
LISTED = (
    *("at", "actor", "action", "entity", "key", "companyId", "reason", "requestId", "runId"),
    *("undoes", "changed", "revealed", "number"),
)


def _index(name: str, partition: str, purpose: str) -> Index:
    listed = tuple(attribute for attribute in LISTED if attribute != partition)
    return Index(name, partition, "entryId", projection=listed, purpose=purpose, sparse=True)


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
        Text("day", help="YYYY-MM-DD of the entry, in UTC."),
        Text("actor", label="Who"),
        Choice(
            "action",
            (
                *("create", "edit", "delete", "move", "undo", "reveal"),
                *("bulk", "import", "restore", "sign", "alter"),
                *("request", "approve", "decline", "withdraw", "carry out", "lapse"),
            ),
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
        Text("revealed", help="The path of the hidden value that was looked at."),
        List("changes", group="Content", help="From and to, hidden fields without their values."),
        Number("unlisted", whole=True, group="Content", help="Changed attributes not listed."),
        Binary("images", group="Content", help="The item before and after, sealed."),
        Number("parts", whole=True, group="Content", help="Items that hold large images."),
        Text("imagesHash", group="Content", help="SHA-256 over the parts."),
        Binary("content", group="Content", help="On a part: its share of the sealed images."),
        Text("undoes", group="Chain", help="The entry that this one undoes."),
        Number("number", whole=True, minimum=0, group="Chain"),
        Text("previousHash", group="Chain"),
        Text("hash", group="Chain", help="SHA-256 over the entry without this attribute."),
        Number("entries", whole=True, minimum=0, group="Chain", help="On heads and anchors."),
        Text("last", group="Chain", help="On the head: the newest entry."),
        Text("digest", group="Chain", help="On an anchor: SHA-256 over the entries of its day."),
    ),
    columns=("at", "actor", "action", "entity", "itemKey", "companyId", "changed", "reason"),
    indexes=(
        _index("day-index", "day", "everything done on a day, by time"),
        _index("company-index", "companyId", "what was done to a company"),
        _index("actor-index", "actor", "what a person did"),
    ),
    company_from=CompanyFrom(attribute="companyId"),
    settings=KEPT,
    view_action="administer",
    read_only=True,
)
