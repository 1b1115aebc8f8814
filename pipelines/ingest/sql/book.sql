-- One row: the book's name, currency and whether it is synthetic; none in a new store.
select name, currency from book
