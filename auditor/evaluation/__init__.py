"""How right the verdicts are: measures on labelled rows, with baselines beside them."""
