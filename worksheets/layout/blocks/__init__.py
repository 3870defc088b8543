"""The blocks that templates name, one module each."""
