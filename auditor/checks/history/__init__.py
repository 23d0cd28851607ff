"""What two years, two departments or two versions have in common and where they differ: pure functions, no files."""
