-- Whether both governed files of a decision are kept.
select count(*) = 2 from checkout_files where sha256 in (:policy, :statements)
