"""`python -m worksheets` is the same as `worksheets`."""

from worksheets.cli.main import run

if __name__ == "__main__":
    run()
