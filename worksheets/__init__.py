"""Printable rehabilitation worksheets from exercise definitions and layout templates."""

__version__ = "0.1.0"
