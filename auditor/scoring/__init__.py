"""From findings to the tool's own first assessment (工具初评)."""
