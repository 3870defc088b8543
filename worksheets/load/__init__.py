"""Files to models: YAML with positions, libraries, pictures."""
