"""What takes two people: a plan is asked for, somebody else agrees, and exactly it is done once."""
