select content from checkout_files where sha256 = :sha256
