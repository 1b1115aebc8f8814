"""What is done to the checkout service on purpose; run it with `make test-faults`."""
