"""The query one would write by hand for the common features and nothing else, on DuckDB."""

from pipelines.store import sql_text
from tests.benchmarks.features.contender import arguments, compete, duckdb_rows


def main() -> None:
    """Run it."""
    options = arguments(__doc__)
    compete(options, lambda: duckdb_rows(options.folder, sql_text(__file__, "hand_written.sql")))


if __name__ == "__main__":
    main()
