"""What people and other programs get of a result: reports, papers to sign, annotated copies."""
