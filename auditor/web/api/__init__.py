"""What programs ask for: the budget system sends files or rows and gets result, opinions and decisions."""
