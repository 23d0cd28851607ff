"""What an office's own decisions say about the rules: how often each is right, what to change, what to look at next."""
