insert into checkout_clients values (:client_id, :name, :key_sha256, :rate_per_second, :created_at)
