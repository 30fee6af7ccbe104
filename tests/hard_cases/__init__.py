"""What every way of data must survive, and which tests prove it."""

from tests.hard_cases import people, values, writing

CASES = values.CASES | writing.CASES | people.CASES
