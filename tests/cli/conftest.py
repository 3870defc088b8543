"""What all tests of the command line can ask for."""

from cli_runs import folder

__all__ = ["folder"]
