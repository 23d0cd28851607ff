"""From rule files to checks: grammar, loading, compiling, and the examples that prove each rule."""
