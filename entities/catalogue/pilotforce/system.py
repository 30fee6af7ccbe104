"""PilotForce as it is designed, and what of its customers is shown in part only."""

from entities.schema.masking import Mask
from entities.schema.secret_names import NameMasks
from entities.schema.system import System

PERSONAL = NameMasks(((r"\w*phone(number)?|\w*email", Mask.PARTIAL),))

PILOTFORCE = System(
    "pilotforce",
    "PilotForce",
    prefixes={"production": "", "staging": "", "dev": ""},
    generations=(("default", "PilotForce, as designed"),),
    masks=PERSONAL,
    folded=True,
)
