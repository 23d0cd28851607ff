"""What the server must not lose: batches, decisions with their versions and their log, corrections, sessions."""
