-- One row where the store holds not exactly one book; there must be none.
select count(*) as books from book having count(*) <> 1
