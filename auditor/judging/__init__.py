"""From checks to findings and the coverage ledger."""
