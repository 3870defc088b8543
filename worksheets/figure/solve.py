"""Angles that close gaps: a small system of equations, solved again until it is right."""

from collections.abc import Callable

from worksheets.figure.body import Angles
from worksheets.model.pose import RANGES

_ROUNDS = 14
_FREE = 25.0
_CLOSED_CM = 0.05
_STIFF = 0.03


def close(
    names: list[str],
    written: frozenset[str],
    angles: Angles,
    measure: Callable[[], list[float]],
) -> float:
    """Change angles by as little as possible until all gaps are closed.

    Each round solves the linear problem with the least change (Gauss-Newton with weights).

    Returns:
        The greatest gap that is left, in centimetres.
    """
    ease = {name: _STIFF if name in written else 1.0 for name in names}
    gaps = measure()
    for _ in range(_ROUNDS):
        if max(map(abs, gaps)) < _CLOSED_CM:
            break
        slopes = []
        for name in names:
            angles[name] = angles.get(name, 0.0) + 1
            slopes.append([after - now for after, now in zip(measure(), gaps, strict=True)])
            angles[name] -= 1
        _step(angles, dict(zip(names, slopes, strict=True)), gaps, ease)
        gaps = measure()
    return max(map(abs, gaps))


def _step(
    angles: Angles, slopes: dict[str, list[float]], gaps: list[float], ease: dict[str, float]
) -> None:
    """Change the angles once; where a joint is at its end, the others have to do its part."""
    able = dict(ease)
    start = {name: angles[name] for name in slopes}
    for _ in range(len(slopes)):
        pulls = _solve([slopes[name] for name in slopes], [able[name] for name in slopes], gaps)
        stuck = False
        for name, slope in slopes.items():
            change = -able[name] * sum(a * b for a, b in zip(slope, pulls, strict=True))
            wanted = start[name] + max(-_FREE, min(_FREE, change))
            least, most = RANGES[name.partition(" ")[2]]
            angles[name] = max(least, min(most, wanted))
            if abs(angles[name] - wanted) > 0.01 and abs(start[name] - angles[name]) < 0.01:
                stuck = stuck or able[name] > 0
                able[name] = 0.0
        if not stuck:
            break


def _solve(slopes: list[list[float]], ease: list[float], gaps: list[float]) -> list[float]:
    """Solve (slopes' x ease x slopes) pulls = gaps, a system as large as there are gaps."""
    n = len(gaps)
    rows = [
        [
            sum(e * s[i] * s[j] for s, e in zip(slopes, ease, strict=True))
            + (1e-6 if i == j else 0)
            for j in range(n)
        ]
        + [gaps[i]]
        for i in range(n)
    ]
    for i in range(n):
        pivot = max(range(i, n), key=lambda k: abs(rows[k][i]))
        rows[i], rows[pivot] = rows[pivot], rows[i]
        for k in range(n):
            if k != i:
                share = rows[k][i] / rows[i][i]
                rows[k] = [a - share * b for a, b in zip(rows[k], rows[i], strict=True)]
    return [rows[i][n] / rows[i][i] for i in range(n)]
