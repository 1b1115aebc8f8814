-- One row: whether the history had this content in any of its versions.
select count(*) > 0 as has_content from versions where content_hash = $content_hash
