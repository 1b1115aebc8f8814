"""The catalogue's own statement on DuckDB: the common features, or with `--all yes` every one."""

from pipelines.features import features_sql
from tests.benchmarks.features.columns import ASKED, COMMON
from tests.benchmarks.features.contender import arguments, compete, duckdb_rows


def main() -> None:
    """Compose the statement and run it; composing is part of what is measured."""
    options = arguments(__doc__, all="every feature of the catalogue, not only the common ones")
    names = None if options.all else COMMON
    compete(options, lambda: duckdb_rows(options.folder, features_sql(names, asked=ASKED)))


if __name__ == "__main__":
    main()
