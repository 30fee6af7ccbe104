"""Choices and ids that look random and are the same on every load: all come from a hash."""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import TypeVar

from entities.operations.demo.moments import milliseconds

Option = TypeVar("Option")
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def number(*seed: object) -> int:
    """A number of 64 bits that only the seed decides."""
    text = "|".join(map(str, seed))
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest())


def pick(options: Sequence[Option], *seed: object) -> Option:
    return options[number(*seed) % len(options)]


def one_in(count: int, *seed: object) -> bool:
    return number(*seed) % count == 0


def letters(length: int, *seed: object) -> str:
    """Lower-case letters and digits."""
    value = int.from_bytes(hashlib.shake_256("|".join(map(str, seed)).encode()).digest(32))
    made = []
    for _ in range(length):
        value, digit = divmod(value, 36)
        made.append(DIGITS[digit])
    return "".join(made)


def hexadecimal(*seed: object) -> str:
    """64 characters, the form of a token."""
    return hashlib.sha256("|".join(map(str, seed)).encode()).hexdigest()


def identifier(prefix: str, made: datetime, *seed: object) -> str:
    """`<prefix>_<milliseconds>_<9 characters>`, as the application makes its ids."""
    return f"{prefix}_{milliseconds(made)}_{letters(9, prefix, *seed)}"
