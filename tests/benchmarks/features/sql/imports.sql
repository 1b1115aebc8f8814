-- The import that every generated row refers to.
insert into imports
values (1, 'generated', 'sales', 'none', 'none', timestamp '2026-01-01', $events, $events, 0, 0)
