"""What goes back to a department: a letter with the opinions, the list of what to mend, review forms, annotated copies."""
