"""botocore's errors as refusals that can be explained to staff.

No text names a key, a value or a credential: the service's own messages sometimes quote them.
"""

from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    CredentialRetrievalError,
    HTTPClientError,
    NoCredentialsError,
    PartialCredentialsError,
    ProfileNotFound,
    SSOError,
    TokenRetrievalError,
)
from botocore.exceptions import ConnectionError as ConnectionFailed

from entities.dynamodb.codec import from_wire
from entities.errors import (
    AccessRefused,
    BackupBusy,
    BackupMissing,
    ConditionRefused,
    CredentialsMissing,
    Invalid,
    LeftoversRemain,
    MomentOutOfReach,
    NameTaken,
    OutcomeUnknown,
    RecoveryOff,
    Refusal,
    ServiceRefused,
    Stale,
    TableMissing,
    TableNotReady,
    Throttled,
    Unavailable,
    Unreachable,
)
from entities.schema.values import Item, Key

NO_CREDENTIALS = (
    CredentialRetrievalError,
    NoCredentialsError,
    PartialCredentialsError,
    ProfileNotFound,
    SSOError,
    TokenRetrievalError,
)
BAD_CREDENTIALS = {
    "ExpiredTokenException",
    "IncompleteSignature",
    "InvalidClientTokenId",
    "InvalidSignatureException",
    "MissingAuthenticationTokenException",
    "UnrecognizedClientException",
}
BUSY = {
    "LimitExceededException",
    "ProvisionedThroughputExceededException",
    "RequestLimitExceeded",
    "Throttling",
    "ThrottlingException",
    "TooManyRequestsException",
}
NOT_OFFERED = {
    "InvalidAction",
    "NotImplemented",
    "NotImplementedError",
    "UnknownOperation",
    "UnknownOperationException",
    "UnsupportedOperation",
}


class NotOffered(ServiceRefused):
    """The engine does not know this call; DynamoDB itself does."""


class TransactionRefused(Refusal):
    """`reasons` are the codes in the order of the actions; `None` is an action without fault.

    `items` are the items as they were, where a condition failed and the engine tells.
    """

    def __init__(self, table: str, reasons: tuple[str, ...], items: tuple[Item | None, ...] = ()):
        super().__init__(f"A transaction on “{table}” was refused as a whole.")
        self.table = table
        self.reasons = reasons
        self.items = items or (None,) * len(reasons)


class Contended(Unavailable):
    """Other transactions had the same items in hand, time and again."""

    def __init__(self):
        super().__init__("Too much is being saved at the same place, so this was not saved.")
        self.hint = "Send it again in a few seconds."


class AlreadySent(Stale):
    """The same click came twice with different content; the first is what was saved."""

    def __init__(self):
        Refusal.__init__(self, "This was already sent with other content, so it was not saved.")
        self.hint = "Open the item again to see what was saved, and go on from there."


class TooManyAttributes(Invalid):
    """One expression takes 4 KB and 300 operators."""

    def __init__(self, label: str):
        super().__init__(f"This touches more of one {label.lower()} than DynamoDB takes at once.")
        self.hint = "Do it in smaller parts."


class LeftoverItems(LeftoversRemain):
    """`leftovers` are the items, or keys, of the batch that never were accepted."""

    def __init__(self, table: str, leftovers: list[Item] | list[Key], accepted: int):
        super().__init__(len(leftovers), table)
        self.leftovers = leftovers
        self.accepted = accepted


def refusal(error: ClientError | BotoCoreError, operation: str, table: str) -> Refusal:
    """What to raise, `from error`, for an error of a call on a table."""
    if isinstance(error, ClientError):
        return _refused(error.response, operation, table)
    if isinstance(error, NO_CREDENTIALS):
        return CredentialsMissing()
    if isinstance(error, HTTPClientError | ConnectionFailed):
        return Unreachable()
    return ServiceRefused(operation, type(error).__name__)


def _refused(response: dict, operation: str, table: str) -> Refusal:
    code = response.get("Error", {}).get("Code", "")
    status = response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
    if code in NOT_OFFERED or status == 501:
        return NotOffered(operation, code)
    if code in BUSY or status == 429:
        return Throttled(table)
    if code in BAD_CREDENTIALS:
        return CredentialsMissing()
    match code:
        case "AccessDeniedException" | "AccessDenied":
            return AccessRefused(operation, table)
        case "ResourceNotFoundException" | "ResourceNotFound" | "TableNotFoundException":
            return TableMissing(table)
        case "ResourceInUseException" | "TableInUseException":
            return TableNotReady(table, "busy with another change")
        case "ContinuousBackupsUnavailableException":
            return TableNotReady(table, "still preparing its backups")
        case "BackupNotFoundException":
            return BackupMissing(table)
        case "BackupInUseException":
            return BackupBusy(table)
        case "TableAlreadyExistsException":
            return NameTaken(table)
        case "InvalidRestoreTimeException":
            return MomentOutOfReach(table)
        case "PointInTimeRecoveryUnavailableException":
            return RecoveryOff(table)
        case "ConditionalCheckFailedException":
            return ConditionRefused(table)
        case "TransactionCanceledException":
            return _cancelled(response.get("CancellationReasons", ()), table)
        case "TransactionInProgressException":
            return OutcomeUnknown()
        case "TransactionConflictException":  # a single write that met a transaction
            return Contended()
        case "IdempotentParameterMismatchException":
            return AlreadySent()
    return Unreachable() if status >= 500 else ServiceRefused(operation, code or str(status))


def _cancelled(reasons: list[dict], table: str) -> TransactionRefused:
    codes = tuple(reason.get("Code") or "None" for reason in reasons)
    items = tuple(from_wire(r["Item"]) if r.get("Item") else None for r in reasons)
    return TransactionRefused(table, codes, items)
