"""What each operation that Keyroom sends has to be allowed in IAM.

A test compares the operations with those that the DynamoDB package sends: one too many, or one
forgotten, fails by name.
"""

READS = {
    "GetItem": ("GetItem",),
    "BatchGetItem": ("BatchGetItem",),
    "Query": ("Query",),
    "Scan": ("Scan",),
    "DescribeTable": ("DescribeTable",),
    "DescribeTimeToLive": ("DescribeTimeToLive",),
    "DescribeContinuousBackups": ("DescribeContinuousBackups",),
    "ListTagsOfResource": ("ListTagsOfResource",),
}
INDEXED = ("Query", "Scan")  # the actions that an index knows

# A transaction has no action of its own: it takes those of its steps.
WRITES = {
    "TransactWriteItems": ("PutItem", "UpdateItem", "DeleteItem", "ConditionCheckItem"),
}
# Batches overwrite without a condition, and single updates carry no audit entry: Keyroom's own
# tables only.
OWN_WRITES = {
    "BatchWriteItem": ("BatchWriteItem",),
    "UpdateItem": ("UpdateItem",),
}
# Making a table with tags is tagging it, too.
CHANGES = {
    "CreateTable": ("CreateTable", "TagResource"),
    "UpdateTable": ("UpdateTable",),
    "UpdateTimeToLive": ("UpdateTimeToLive",),
    "UpdateContinuousBackups": ("UpdateContinuousBackups",),
    "TagResource": ("TagResource",),
    "UntagResource": ("UntagResource",),
    "CreateBackup": ("CreateBackup",),
    "RestoreTableToPointInTime": ("RestoreTableToPointInTime",),
}
# On the backups of the tables.
BACKUPS = {
    "DescribeBackup": ("DescribeBackup",),
    "DeleteBackup": ("DeleteBackup",),
    "RestoreTableFromBackup": ("RestoreTableFromBackup",),
}
# On the tables that a restore makes: the service itself fills them in the name of who asks.
RESTORED = {
    "RestoreTableFromBackup": (
        *("RestoreTableFromBackup", "PutItem", "UpdateItem", "DeleteItem", "GetItem"),
        *("Query", "Scan", "BatchWriteItem"),
    ),
}
# Deprecated tables, and those that a drill makes.
REMOVALS = {
    "DeleteTable": ("DeleteTable",),
}
# These know no table: they are granted on the whole account and region.
ACCOUNT = {
    "ListTables": ("ListTables",),
    "ListBackups": ("ListBackups",),
}
OPERATIONS = READS | WRITES | OWN_WRITES | CHANGES | BACKUPS | REMOVALS | ACCOUNT


def allowed(*groups: dict[str, tuple[str, ...]]) -> list[str]:
    """The IAM actions of groups of operations, each once and in order."""
    actions = (action for group in groups for needed in group.values() for action in needed)
    return [f"dynamodb:{action}" for action in dict.fromkeys(actions)]
