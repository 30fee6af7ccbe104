"""What the name of a key tells of its value: some names hold secrets wherever they stand.

Beyond the names that are secret everywhere, a system may know more: `NameMasks`.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from entities.schema.masks import Mask

SECRET_NAMES = re.compile(
    r"ssn|socialsecurity|passw|secret|token(?!s?count)|apikey|signature(?!count)|accountnumber|"
    r"routingnumber|iban|cardnumber|cvv|authorization|credential|privatekey",
)
# “businessName” has no SSN in it: a word that ends in ss, then one that begins with n.
NOT_SSN = re.compile(r"(?<=[a-z])ss(?=N[a-z])|(?<=[a-zA-Z])(?:ss|SS)(?=[^a-zA-Z0-9]+[nN])")
LOGIN_LINK_NAMES = re.compile(r"loginurl|checkouturl|resourceurl")


@dataclass(frozen=True)
class NameMasks:
    """The masks of names at any depth, as (pattern of whole names, mask); the first that fits.

    Patterns are read against names in lower case, without anything but letters and digits. What
    `never` names is not even revealed: it opens a door.
    """

    rules: tuple[tuple[str, Mask], ...] = ()
    never: str = ""

    def of(self, name: str) -> Mask:
        plain = _plain(name)
        fitting = (mask for pattern, mask in self.rules if re.fullmatch(pattern, plain))
        return next(fitting, Mask.NONE)

    def is_never_shown(self, name: str) -> bool:
        return bool(self.never and re.fullmatch(self.never, _plain(name)))


PLAIN_NAMES = NameMasks()


def is_secret_name(name: str) -> bool:
    """Whether a key of this name holds a secret wherever it stands (hard-cases 40)."""
    return _told(name).secret


def names_hash(name: str) -> bool:
    """Whether a long hexadecimal text is what the name promises, and no token."""
    return _told(name).hash


def mask_of_name(name: str, value: object, names: NameMasks = PLAIN_NAMES) -> Mask:
    """The mask that a key of this name puts on this value."""
    if not name:
        return Mask.NONE
    told = _told(name)
    hides = told.secret or (told.login_link and isinstance(value, str))
    if hides and not isinstance(value, bool):
        return Mask.FULL
    if not names.rules:
        return Mask.NONE
    # A map or list of nothing says “empty”, which is worth knowing of a date that was lost.
    return Mask.NONE if value in ({}, []) else names.of(name)


@dataclass(frozen=True)
class _Told:
    """What a name tells of its value."""

    secret: bool
    login_link: bool
    hash: bool


def _told(name: str) -> _Told:
    # The same few names head every value of a page; giant ones are not worth remembering.
    return _remembered(name) if len(name) <= 100 else _read_name(name)


def _read_name(name: str) -> _Told:
    plain = _plain(name)
    return _Told(
        secret=bool(SECRET_NAMES.search(_plain(NOT_SSN.sub("s", name)))),
        login_link=bool(LOGIN_LINK_NAMES.search(plain)),
        hash=plain.endswith("hash"),
    )


_remembered = lru_cache(maxsize=4096)(_read_name)


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())
