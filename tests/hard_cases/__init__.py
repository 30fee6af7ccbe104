"""What every way of data must survive, and which tests prove it."""

from tests.hard_cases import backups, people, values, writing

CASES = values.CASES | writing.CASES | backups.CASES | people.CASES
