"""How the names of tables that restores and drills make begin: no declared table has them."""

RESTORED_AS = "restored-"
DRILLED = "keyroom-drill-"
