insert into checkout_files values (:sha256, :kind, :content, :at) on conflict (sha256) do nothing
