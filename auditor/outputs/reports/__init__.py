"""One result, many readers: every report is rendered from the same ``Result`` and adds no judgement of its own."""
