"""The standing cast, for all tests of pages."""

from tests.web.cast import *  # noqa: F403 - its fixtures
