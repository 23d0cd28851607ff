"""A copy of the submitted file with a comment at each cell or phrase concerned. The original is never touched."""
