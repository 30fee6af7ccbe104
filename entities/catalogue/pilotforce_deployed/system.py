"""PilotForce as it is deployed. Off by itself: an account holds this design or the other one."""

from entities.catalogue.pilotforce.system import PERSONAL
from entities.schema.system import System

PILOTFORCE_DEPLOYED = System(
    "pilotforce-deployed",
    "PilotForce, deployed",
    region="eu-north-1",
    prefixes={"production": "", "staging": "", "dev": ""},
    generations=(("deployed", "PilotForce, as deployed"),),
    on=False,
    masks=PERSONAL,
    folded=True,
)
