"""PilotForce as live accounts probably hold it: drone jobs on the sites of companies."""
