-- Makes the store's book, where it has none yet.
insert into book
select $name, $currency, $as_of, $is_synthetic, $note
where not exists (select 1 from book)
