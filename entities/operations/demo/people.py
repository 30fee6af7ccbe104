"""Made-up people. Their names say so, their addresses lead nowhere."""

from dataclasses import dataclass

from entities.operations.demo.chance import letters, number, pick

FIRST = (
    "Alex",
    "Robin",
    "Sam",
    "Kim",
    "Noa",
    "Dana",
    "Jo",
    "Toni",
    "Ariel",
    "Charlie",
    "דנה",
    "נועם",
)
LAST = ("Example", "Sample", "Specimen", "Placeholder", "Fictional", "Demo", "Nobody", "דוגמה")
HOSTS = ("example.com", "example.org")


@dataclass(frozen=True)
class Person:
    user_id: str
    name: str
    email: str
    phone: str


def person(*seed: object) -> Person:
    """Somebody whom only the seed decides."""
    mark = letters(5, "person", *seed)
    return Person(
        user_id=f"user_2demo{letters(20, 'login', *seed)}",
        name=f"{pick(FIRST, 'first', *seed)} {pick(LAST, 'last', *seed)}",
        email=f"demo.{mark}@{pick(HOSTS, 'host', *seed)}",
        phone=phone(*seed),
    )


def phone(*seed: object) -> str:
    """A number of an exchange that nobody has: 555-00xx."""
    return f"+972-50-555-00{number('phone', *seed) % 100:02}"
