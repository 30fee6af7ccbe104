"""Where the files of a set lie."""

from entities.objects import Place, open_place
from entities.operations.runs.hands import Hands

FOLDER = "folder"  # the one of this installation, wherever that is now
PLACE = "backups"  # among the places of the hands


def place_of(hands: Hands, target: str) -> Place:
    """Raises AddressInvalid."""
    return open_place(str(hands.places[PLACE]) if target == FOLDER else target)
