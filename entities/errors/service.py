"""Refusals of the service: busy, missing, refusing, unreachable."""

from entities.errors.asked import Refusal


class Unavailable(Refusal):
    """DynamoDB cannot answer now; trying again later may help."""


class Throttled(Unavailable):
    def __init__(self, table: str):
        super().__init__(f"DynamoDB is limiting requests to “{table}” at the moment.")
        self.hint = "Wait a few seconds and reload. If it lasts, look at the table's capacity."


class Unreachable(Unavailable):
    def __init__(self):
        super().__init__("DynamoDB does not answer.")
        self.hint = "Check the endpoint and the network, then reload."


class LeftoversRemain(Unavailable):
    """A batch whose leftovers were still refused after the last retry."""

    def __init__(self, count: int, table: str):
        super().__init__(f"{count} items of “{table}” were not accepted after several tries.")
        self.hint = "The table may be throttled. Run it again: it goes on where it stopped."


class AccessRefused(Refusal):
    """The credentials in use may not do this call."""

    def __init__(self, operation: str, table: str):
        super().__init__(f"DynamoDB refused {operation} on “{table}” for the dashboard's account.")
        self.hint = "Check the credentials and the policy of the dashboard."


class CredentialsMissing(Refusal):
    def __init__(self):
        super().__init__("No usable AWS credentials were found.")
        self.hint = "Set AWS_PROFILE or the usual AWS variables, or give the machine a role."


class TableMissing(Refusal):
    def __init__(self, table: str):
        super().__init__(f"The table “{table}” does not exist in this account and region.")
        self.hint = "Run `manage.py create_tables`, or check ENVIRONMENT and TABLE_PREFIX."


class TableNotReady(Unavailable):
    def __init__(self, table: str, status: str):
        super().__init__(f"The table “{table}” is {status.lower()} and cannot be used yet.")
        self.hint = "Reload in a minute."


# What the service counts and does not tell.
LIMITS = {
    "UpdateTimeToLive": "It takes one change of TTL per table and hour: try again then.",
    "UpdateTable": "It takes four changes of billing, and of encryption, per table and day.",
}


class ServiceRefused(Refusal):
    """DynamoDB refused a request for a reason of its own; we show its code, never its data."""

    def __init__(self, operation: str, code: str):
        super().__init__(f"DynamoDB refused {operation} ({code}).")
        self.hint = LIMITS.get(operation, "")


class OutcomeUnknown(Unavailable):
    """No answer came, and it could not be read back whether the write happened."""

    def __init__(self):
        super().__init__("DynamoDB did not answer, so it is not known whether this was saved.")
        self.hint = "Open the item again in a minute: its history says what happened."


class LookupsMissing(Refusal):
    def __init__(self):
        super().__init__("The look-ups have not been built yet.")
        self.hint = "Run `manage.py build_lookups` once; own writes keep them current."
