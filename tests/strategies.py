"""Hypothesis strategies for values as DynamoDB holds them."""

from decimal import Decimal

from hypothesis import strategies as st

NAMES = ("anything", "two words", "dotted.name", "size", "#x", ":v0", "a[0]", "שם", "count-1")

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
numbers = st.builds(
    lambda sign, digits, exponent: Decimal((sign, digits, exponent)),
    st.integers(0, 1),
    st.lists(st.integers(0, 9), min_size=1, max_size=38).map(tuple),
    st.integers(-92, 87),
)
small_numbers = st.decimals(-50, 50, allow_nan=False, places=2) | st.integers(-9, 9).map(Decimal)
binaries = st.binary(max_size=12)
scalars = texts | numbers | binaries | st.booleans() | st.none()
sets = (
    st.frozensets(texts, min_size=1, max_size=4)
    | st.frozensets(numbers, min_size=1, max_size=4)
    | st.frozensets(binaries, min_size=1, max_size=4)
)
values = st.recursive(
    scalars | sets,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=12,
)
items = st.dictionaries(texts.filter(bool), values, max_size=6)
