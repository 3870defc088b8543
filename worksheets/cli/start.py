"""Where the program begins."""

import sys

_INTERRUPTED = 130  # 128 and the number of SIGINT, as shells count


def run() -> None:
    """Run the program; it never returns.

    **Why:** Ctrl-C while modules are still being imported would end in a traceback.
    """
    try:
        from worksheets.cli import main
    except KeyboardInterrupt:
        sys.exit(_INTERRUPTED)
    main.run()
