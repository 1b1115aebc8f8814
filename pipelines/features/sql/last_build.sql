-- One row where features have been built: by which catalogue, engine and through which import.
select b.through_import, b.catalogue_digest, b.engine
from feature_builds as b
where exists (select 1 from duckdb_tables() where table_name = 'features')
