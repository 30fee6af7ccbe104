"""The audit log: chained entries, sealed images, daily anchors, and the proof that all is whole."""

from entities.operations.audit.entries import Recorded, Records, record

__all__ = ["Recorded", "Records", "record"]
