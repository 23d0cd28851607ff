"""A long campaign of damaged files and faults of the machine: what must hold of every one is looked at."""
