"""Score and exact contributions by look-up: CatBoost's trees are oblivious, so a tree's part in
both depends on the number of the leaf alone, and is worked out once for each leaf.
"""

from pipelines.explain.leaf_tables.build import leaf_tables
from pipelines.explain.leaf_tables.tables import LeafTables

__all__ = ["LeafTables", "leaf_tables"]
