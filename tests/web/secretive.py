"""Secrets at any depth of an item: by key name, inside JSON held in text, in links, by look."""

import json

OLD = ("123-45-6789", "5550001112", "tok_live_9", "AKIAsig", "c2VjcmV0", "hunter2", "f0" * 32)
NEW = ("987-65-4321", "5559998887", "tok_live_8", "AKIAnew", "bmV3c2Vj", "hunter3", "0f" * 32)


def holding(words: tuple[str, ...]) -> dict:
    """Attributes of an item that hold these secrets."""
    ssn, account, token, signature, drawn, password, opens = words
    return {
        "ssn": ssn,
        "bank": {"branches": [{"name": "Poalim", "accountNumber": account}]},
        "payload": json.dumps({"plain": "x", "deep": [{"apiToken": token}]}),
        "receipts": [f"https://files.example.org/a.pdf?Signature={signature}"],
        "signature": {"name": "s.png", "type": "image/png", "data": drawn},
        "login": {"a": {"b": {"c": [[{"password": password}]]}}},
        "note": f"the door opens with {opens}",
        "codes": frozenset({opens, "plain"}),
    }


def clear(text: str) -> list[str]:
    """The secrets that stand in the text."""
    return [word for word in (*OLD, *NEW) if word in text]
