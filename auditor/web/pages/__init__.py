"""The pages: each module answers for one of them, with a template of the same name."""
