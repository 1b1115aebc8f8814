-- The rows of one part of the book, as they stand in `part`.
insert into contributions by name select * from part;
