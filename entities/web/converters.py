"""Parts of addresses."""


class EntityName:
    """A plural slug such as `multi-expenses`; anything else is answered by the entity's 404."""

    regex = r"[^/]{1,100}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class KeySegment(EntityName):
    """A key as `addresses.key_segment` writes it, sealed parts included."""

    regex = r"[^/]{1,9000}"


class TableName(EntityName):
    """The real name of a table, or of one of its indexes."""

    regex = r"[A-Za-z0-9_.-]{3,255}"
