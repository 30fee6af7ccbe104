"""Has moto work out once what it works out again and again, and keep nothing for good.

moto adds up a whole item at each attribute it sets, compiles its patterns at every word of a
condition, asks every node of an update what it is in ten ways, and keeps every item and table it
ever made.
"""

from functools import lru_cache, wraps

from moto.core.common_models import BaseModel
from moto.dynamodb import responses
from moto.dynamodb.comparisons import ConditionExpressionParser
from moto.dynamodb.models import utilities
from moto.dynamodb.models.dynamo_type import DynamoType, LimitedSizeDict
from moto.dynamodb.parsing import ast_nodes
from moto.dynamodb.parsing.ast_nodes import DepthFirstTraverser, Node
from moto.dynamodb.parsing.ast_nodes import UpdateExpressionFunction as Function

ALLOWED = 405_000  # bytes: where moto says that an item is too large
WORDS = 20_000  # rests of conditions that are remembered
processed: dict[tuple[type, type], bool] = {}  # by the kinds of traverser and node
looked_into = {}  # by the kind of node: whether clauses may be in it


def install() -> None:
    BaseModel.__new__ = lambda model, *_arguments, **_named: object.__new__(model)
    LimitedSizeDict.__setitem__ = _added_up(LimitedSizeDict.__setitem__)
    ConditionExpressionParser._lex_one_node = _read_once(ConditionExpressionParser._lex_one_node)
    DepthFirstTraverser.traverse_node_recursively = _traverse
    ast_nodes.NodeDepthLeftTypeFetcher.add_nodes_left_to_right_depth_first = _line_up
    Node.find_clauses = _clauses
    responses.dynamo_to_dict = utilities.dynamo_to_dict = _plain(utilities.dynamo_to_dict)


def _added_up(set_item):
    """An item is added up by moto itself where the sum of all that was set may be too much."""

    @wraps(set_item)
    def add(attributes, name, value):
        size = len(name.encode()) + _size(value)
        known = attributes.__dict__.get("most")
        if known is None:
            known = sum(len(n.encode()) + _size(v) for n, v in attributes.items())
        if known + size > ALLOWED:
            attributes.__dict__.pop("most", None)
            set_item(attributes, name, value)
        else:
            dict.__setitem__(attributes, name, value)
            attributes.most = known + size

    return add


def _size(value) -> int:
    return value.size() if type(value) is DynamoType else utilities.bytesize(str(value))


def _read_once(lex_one_node):
    """The first word of what is left of a condition, and the rest of it."""
    read = lru_cache(WORDS)(lambda rest: lex_one_node(ConditionExpressionParser, rest))

    @wraps(lex_one_node)
    def lex(_parser, rest):
        return read(rest)

    return lex


def _processed(traverser: DepthFirstTraverser, node: Node) -> bool:
    kinds = type(traverser), type(node)
    if kinds not in processed:
        processed[kinds] = isinstance(node, traverser.nodes_to_be_processed())
    return processed[kinds]


def _traverse(traverser, node, child_id=-1):
    """Depth first; each kind of node is asked once whether it is one to process."""
    if not isinstance(node, Node):
        return node
    parent = node.parent
    for place, child in enumerate(node.children or ()):
        traverser.pre_processing_of_child(node, place)
        _traverse(traverser, child, place)
    if _processed(traverser, node):
        node = traverser.process(node)
        node.parent = parent
        if parent:
            parent.children[child_id] = node
    return node


def _line_up(fetcher, node) -> None:
    for child in (getattr(node, "children", None) or ()) if isinstance(node, Node) else ():
        _line_up(fetcher, child)
        fetcher.queue.append(child)
    fetcher.queue.append(node)


def _clauses(node, kinds) -> list:
    found = []
    for child in node.children or ():
        kind = type(child)
        if kind not in looked_into:
            looked_into[kind] = issubclass(kind, (ast_nodes.Expression, Function))
        if kind in kinds:
            found.append(child)
        elif looked_into[kind]:
            found.extend(_clauses(child, kinds))
    return found


def _plain(dynamo_to_dict):
    """Texts, numbers and flags are what they are; the rest is moto's to turn into plain values."""

    @wraps(dynamo_to_dict)
    def plain(held):
        kind = type(held)
        if kind is DynamoType and held.type not in ("B", "BS"):
            return {held.type: plain(held.value)}
        if kind is str or kind is bool or kind is int:
            return held
        if kind is dict or kind is LimitedSizeDict:
            return {name: plain(inner) for name, inner in held.items()}
        if kind is list:
            return [plain(inner) for inner in held]
        return dynamo_to_dict(held)

    return plain
