"""Values that no two items may share."""

from dataclasses import KW_ONLY, dataclass

from entities.schema.conditions import Condition, attributes_of, holds
from entities.schema.values import Item


@dataclass(frozen=True)
class Uniqueness:
    """`attribute` is unique among items with equal `within`; `ignored` texts are never compared.

    With `when` only items count of which it holds. `why` is a sentence that tells what is in the
    way and how to mend it, where “taken by another item” says too little.
    """

    attribute: str
    within: tuple[str, ...] = ()
    _: KW_ONLY
    ignored: tuple[str, ...] = ("",)
    when: Condition | None = None
    ignore_case: bool = False
    warn_only: bool = False
    why: str = ""

    @property
    def told_by(self) -> tuple[str, ...]:
        """The attributes that say whether an item has the value, and which one."""
        looked_at = attributes_of(self.when) if self.when else ()
        return (*self.within, self.attribute, *sorted(looked_at))

    def value_of(self, item: Item) -> tuple[str, ...] | None:
        """What no other item may have as well; None where the rule does not apply to the item."""
        if self.when is not None and not holds(self.when, item):
            return None
        parts = [item.get(name) for name in (*self.within, self.attribute)]
        if not all(isinstance(part, str) and part for part in parts) or parts[-1] in self.ignored:
            return None
        *within, text = parts
        return (*within, text.casefold() if self.ignore_case else text)
