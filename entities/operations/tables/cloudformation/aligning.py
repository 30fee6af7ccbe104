"""Two templates brought to one spelling: what means the same is written the same."""

import json


def aligned(old: dict, new: dict) -> dict:
    """The old template, its properties spelled as the new one does where they mean the same (a name
    in full, say, or by the parameters of the stack), and in full where they do not."""
    before, after = parameters_of(old), parameters_of(new)
    resources = {
        name: _aligned(resource, new["Resources"].get(name), before, after)
        for name, resource in old["Resources"].items()
    }
    return old | {"Resources": resources}


def _aligned(held: dict, wanted: dict | None, before: dict, after: dict) -> dict:
    if wanted is None:
        return held
    written = wanted.get("Properties", {})
    properties = {
        name: written[name]
        if name in written and _same(resolved(value, before), resolved(written[name], after))
        else resolved(value, before)
        for name, value in held.get("Properties", {}).items()
    }
    return held | {"Properties": properties}


def _same(one: object, other: object) -> bool:
    """Equal as CloudFormation sees it: the order of index and attribute lists has no meaning."""
    return _sorted(one) == _sorted(other)


def _sorted(value: object) -> object:
    if isinstance(value, dict):
        return {name: _sorted(member) for name, member in value.items()}
    if isinstance(value, list):
        members = [_sorted(member) for member in value]
        # Keys say themselves which of them is the partition key.
        return sorted(members, key=lambda member: json.dumps(member, sort_keys=True))
    return value


def parameters_of(document: dict) -> dict[str, str]:
    """The defaults of a template's parameters."""
    return {
        name: str(parameter.get("Default", ""))
        for name, parameter in (document.get("Parameters") or {}).items()
    }


def resolved(value: object, parameters: dict[str, str]) -> object:
    """The value with the parameters' defaults in place of `Ref` and `Fn::Sub`."""
    match value:
        case {"Ref": str(name)} if name in parameters:
            return parameters[name]
        case {"Fn::Sub": str(text)}:
            for name, default in parameters.items():
                text = text.replace(f"${{{name}}}", default)
            return text
        case dict():
            return {name: resolved(member, parameters) for name, member in value.items()}
        case list():
            return [resolved(member, parameters) for member in value]
    return value
