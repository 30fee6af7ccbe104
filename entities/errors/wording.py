"""Small words of sentences."""

import re

# “an expense”, but “a user”: what counts is how the word begins when it is spoken.
VOWEL = re.compile(r"(?!us|uni|eu|one)[aeiou]", re.IGNORECASE)


def a(noun: str) -> str:
    """The noun, in lower case, after its article."""
    return f"{'an' if VOWEL.match(noun) else 'a'} {noun.lower()}"
