"""What an item is called, and how much of a value a viewer sees."""

from entities.schema.entity import Entity
from entities.schema.fields import Field
from entities.schema.masking import DOTS, Mask, Masked, mask_deep, mask_value
from entities.schema.values import Item, Key, Value
from entities.schema.viewer import Viewer


def visible(
    entity: Entity, declared: Field, held_as: str, value: Value, viewer: Viewer
) -> Value | Masked:
    """The value, masked as declared and wherever a secret hides inside it."""
    if viewer.reveals_field(entity, declared.name):
        return value
    if entity.is_secret(held_as, value):
        return Masked(DOTS)
    masked = mask_value(value, declared.mask)
    return masked if isinstance(masked, Masked) else mask_deep(masked, held_as, entity.system.masks)


def is_hidden(declared: Field) -> bool:
    """Whether a field is masked at all: such fields are neither filtered on nor searched by."""
    return declared.mask in (Mask.PARTIAL, Mask.SIGNATURE, Mask.FULL)


def may_hide(entity: Entity, declared: Field) -> bool:
    """Whether some values of the field are shown in part only, or not at all."""
    secrets = {secret.attribute for secret in entity.secret_keys}
    return declared.mask is not Mask.NONE or declared.name in secrets


def heading_of(entity: Entity, item: Item, viewer: Viewer) -> str:
    """What the item is called: its heading field, or its key; secrets never."""
    held = entity.held(entity.heading, item) if entity.heading else None
    if isinstance(held, str) and held.strip():
        declared = entity.fields_by_name[entity.heading]
        return str(visible(entity, declared, declared.name, held, viewer))
    return key_text(entity, entity.key_of(item))


def key_text(entity: Entity, key: Key) -> str:
    """The last key part as text, the one that names the item inside its company."""
    name, value = entity.keys[-1], key[-1]
    if entity.is_secret(name, value):
        return f"{entity.label} {DOTS}"
    if isinstance(value, bytes):
        return value.hex()
    return str(mask_deep(value, name, entity.system.masks))
