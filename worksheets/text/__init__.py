"""Words to lines of glyph runs: fonts, fallback, shaping and line breaking."""
