"""Python source laid out as the repository's formatter lays it out."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

WIDTH = 100
INDENT = 4


@dataclass(frozen=True)
class Nested:
    """A call, `Text(`, or a tuple, `columns=(`, with its parts; `broken` ones never fit one line.

    `remark` is a comment above it.
    """

    opening: str
    parts: tuple["str | Nested", ...]
    broken: bool = False
    remark: str = ""

    @property
    def is_call(self) -> bool:
        return self.opening[-2:-1].isalnum()


def call(name: str, *parts: str | Nested, **more) -> Nested:
    return Nested(f"{name}(", parts, **more)


def tuple_of(texts: tuple[str, ...], name: str = "") -> Nested:
    """A tuple of texts; with a name, as a keyword argument."""
    return Nested(f"{name}=(" if name else "(", tuple(map(quoted, texts)))


def quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def flat(node: str | Nested) -> str:
    """The source in one line."""
    if isinstance(node, str):
        return node
    parts = ", ".join(map(flat, node.parts))
    alone = "," if len(node.parts) == 1 and not node.is_call else ""
    return f"{node.opening}{parts}{alone})"


def laid_out(node: str | Nested, indent: int = 0, after: str = "") -> Iterator[str]:
    """The source in lines; `after` follows the last of them."""
    margin = " " * indent
    if isinstance(node, Nested) and node.remark:
        yield f"{margin}# {node.remark}"
    line = f"{margin}{flat(node)}{after}"
    if isinstance(node, str) or (len(line) <= WIDTH and not node.broken):
        yield line
        return
    yield f"{margin}{node.opening}"
    inner = f"{margin}{' ' * INDENT}{', '.join(map(flat, node.parts))}"
    if node.is_call and len(inner) <= WIDTH and not node.broken:
        yield inner
    else:
        for part in node.parts:
            yield from laid_out(part, indent + INDENT, ",")
    yield f"{margin}){after}"
