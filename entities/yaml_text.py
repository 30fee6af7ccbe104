"""YAML as CloudFormation takes it: documents in their own order, functions in their short form.

In memory a function is the long form, `{"Ref": "Prefix"}` or `{"Fn::Sub": "…"}`; in a file it is
`!Ref Prefix` and `!Sub …`. Either form is read.
"""

from collections.abc import Iterable, Mapping
from textwrap import indent, wrap

import yaml

from entities.errors import TemplateUnreadable

WIDTH = 100
SHORT = 70  # letters of a map or list that stands in one line
FUNCTIONS = ("Ref", "Condition", "Fn::Sub", "Fn::GetAtt", "Fn::If", "Fn::Equals", "Fn::Not")


class _Dumper(yaml.SafeDumper):
    def ignore_aliases(self, data) -> bool:
        return True

    def increase_indent(self, flow=False, indentless=False):
        return super().increase_indent(flow, False)  # list members stand deeper than their name


class _Member(dict):
    """A name and its value, on a line of their own however short."""


class _Loader(yaml.SafeLoader):
    pass


def _represent_dict(dumper: _Dumper, value: dict):
    name = next(iter(value), "")
    if len(value) != 1 or name not in FUNCTIONS:
        node = dumper.represent_mapping("tag:yaml.org,2002:map", value.items(), flow_style=False)
        node.flow_style = _is_short([part for pair in node.value for part in pair])
        return node
    tag, held = f"!{name.removeprefix('Fn::')}", value[name]
    if name == "Fn::GetAtt":
        held = ".".join(held)
    if isinstance(held, list):
        return dumper.represent_sequence(tag, held, flow_style=True)
    return dumper.represent_scalar(tag, held, style="|" if "\n" in held else None)


def _represent_member(dumper: _Dumper, value: _Member):
    return dumper.represent_mapping("tag:yaml.org,2002:map", value.items(), flow_style=False)


def _represent_list(dumper: _Dumper, value: list):
    node = dumper.represent_sequence("tag:yaml.org,2002:seq", value, flow_style=False)
    node.flow_style = _is_short(node.value)
    return node


def _is_short(parts: list[yaml.Node]) -> bool:
    """Whether a map or list of these reads best in one line: `{Key: system, Value: rental}`."""
    scalars = all(isinstance(part, yaml.ScalarNode) and part.style != "|" for part in parts)
    return scalars and sum(len(part.value) for part in parts) < SHORT


def _represent_text(dumper: _Dumper, value: str):
    style = "|" if "\n" in value else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)


def _construct_function(loader: _Loader, suffix: str, node: yaml.Node) -> dict:
    name = suffix if suffix in FUNCTIONS else f"Fn::{suffix}"
    match node:
        case yaml.ScalarNode():
            held = loader.construct_scalar(node)
        case yaml.SequenceNode():
            held = loader.construct_sequence(node, deep=True)
        case _:
            held = loader.construct_mapping(node, deep=True)
    if name == "Fn::GetAtt" and isinstance(held, str):
        held = held.split(".", 1)
    return {name: held}


_Dumper.add_representer(dict, _represent_dict)
_Dumper.add_representer(_Member, _represent_member)
_Dumper.add_representer(list, _represent_list)
_Dumper.add_representer(str, _represent_text)
_Loader.add_multi_constructor("!", _construct_function)


def write(
    document: Mapping, *, heading: Iterable[str] = (), remarks: Mapping[str, str] | None = None
) -> str:
    """The document as YAML text.

    `heading` are comment lines above it; `remarks` are comments above members of its sections, by
    their name: what a resource is for, say, in a line or several.
    """
    sections = (_section(name, value, remarks or {}) for name, value in document.items())
    return "".join((*(f"# {line}\n" for line in heading), *sections))


def _section(name: str, value: object, remarks: Mapping[str, str]) -> str:
    if not isinstance(value, dict):
        return _dumped(name, value)
    members = (
        _comment(remarks.get(key, "")) + _dumped(key, member) for key, member in value.items()
    )
    return f"\n{name}:\n" + "\n".join(indent(member, "  ") for member in members)


def _comment(remark: str) -> str:
    lines = (wrap(line, WIDTH - 4, break_on_hyphens=False) for line in remark.splitlines())
    return "".join(f"# {line}\n" for wrapped in lines for line in wrapped)


def _dumped(name: str, value: object) -> str:
    member = _Member({name: value})
    return yaml.dump(member, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=WIDTH)


def read(text: str, source: str) -> dict:
    """The document in a text; `source` is its name for refusals. Raises TemplateUnreadable."""
    try:
        document = _Loader(text).get_single_data()
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise TemplateUnreadable(source, mark.line + 1 if mark else None) from error
    if not isinstance(document, dict) or not isinstance(document.get("Resources"), dict):
        raise TemplateUnreadable(source)
    return document
