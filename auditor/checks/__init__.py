"""What YAML cannot say: checks that compare rows, projects and texts with each other."""
