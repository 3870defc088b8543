"""The command line: one thin module a command, one place where problems are shown."""
