"""Refusals of changes to staff accounts."""

from entities.errors.asked import Refusal


class OwnAccount(Refusal):
    def __init__(self):
        super().__init__("Nobody changes their own role, companies or way in.")
        self.hint = "Another administrator can do it for you."


class LastAdministrator(Refusal):
    def __init__(self):
        super().__init__("Then nobody would be left who manages accounts.")
        self.hint = "Make somebody else an administrator with every company first."
