"""How the tests run: properties get random examples at a desk, the same ones on a server."""

import os

from hypothesis import HealthCheck, settings

settings.register_profile(
    "worksheets",
    deadline=None,  # machines are noisy
    derandomize=bool(os.environ.get("CI")),
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("worksheets")
