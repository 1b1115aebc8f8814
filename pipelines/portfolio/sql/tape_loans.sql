-- One row: how many rows of loan tapes were loaded; a book without a tape may have no table of one.
select coalesce(sum(loaded_rows), 0) as loans from imports where table_name = 'loan_tape'
