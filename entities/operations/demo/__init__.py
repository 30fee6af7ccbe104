"""Demo data: real contracts in three generations of tables; made-up people, billing, mistakes."""

from entities.operations.demo.dataset import Summary, items_by_entity, load
from entities.operations.demo.mapping_cases import MAPPING_CASES

__all__ = ["MAPPING_CASES", "Summary", "items_by_entity", "load"]
