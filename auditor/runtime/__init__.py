"""What the program asks of the machine: processes, memory, temporary files, what lies on disk between runs."""
