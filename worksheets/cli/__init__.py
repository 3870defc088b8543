"""The command line: a thin function for each command; problems are printed in one place."""
