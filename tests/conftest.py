"""How the tests run: properties get random examples at a desk, the same ones on a server."""

import os
import signal

from hypothesis import HealthCheck, settings

settings.register_profile(
    "worksheets",
    deadline=None,  # machines are noisy
    derandomize=bool(os.environ.get("CI")),
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("worksheets")

# What a shell starts in the background is deaf to Ctrl-C, and so would be the commands under test.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)
