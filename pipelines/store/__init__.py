"""The store: one folder with the history, what was decided on it, and the trained models."""

from pipelines.store.build import building, contract_violations, create_schema, reset_table
from pipelines.store.history import History
from pipelines.store.promotions import Promotion, Promotions
from pipelines.store.sql import sql_files, sql_text
from pipelines.store.version import Book, Version, code_version
from pipelines.store.workbench import (
    Finding,
    RecordedDecision,
    RoleAssignment,
    SignOff,
    Workbench,
)

__all__ = [
    "Book",
    "Finding",
    "History",
    "Promotion",
    "Promotions",
    "RecordedDecision",
    "RoleAssignment",
    "SignOff",
    "Version",
    "Workbench",
    "building",
    "code_version",
    "contract_violations",
    "create_schema",
    "reset_table",
    "sql_files",
    "sql_text",
]
