"""Self-evaluation and monitoring forms: what was promised held against what was done, what was scored, spent and explained."""
