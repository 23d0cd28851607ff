"""Text to artefacts, once per distinct text: quantities, dates, tokens and the form used for comparison."""
