"""A Plan to the bytes of a PDF file."""
