"""`python -m worksheets` is the same as `worksheets`."""

from worksheets.cli.start import run

if __name__ == "__main__":
    run()
