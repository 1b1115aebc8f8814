"""What a policy would have done: replays, sweeps, and the offers that would earn most."""
