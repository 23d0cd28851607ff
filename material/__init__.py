"""What tests and benchmarks share: forms as departments fill them, seasons of submissions, copies planted on purpose."""
