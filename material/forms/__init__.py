"""Forms in every layout and format, and the shipped samples that are made with them."""
