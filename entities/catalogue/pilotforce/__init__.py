"""PilotForce as it is designed: people, their bookings, and the files they uploaded."""
