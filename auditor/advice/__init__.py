"""What to write instead: well-formed indicators of the bank that are near to a row."""
