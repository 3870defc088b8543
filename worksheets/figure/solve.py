"""Angles that meet the contacts of an arm or a leg: a small least-change problem, solved in rounds.

The unknowns are the angles of the joints of one limb, the equations its contact errors in
centimetres (how far each touching part is from what it should touch). There are more angles than
equations, so many answers exist; the one that changes the pose least is wanted. Each round is a
step of Gauss and Newton: the errors are made linear in the angles (`slopes`, by moving each joint
one degree), and the smallest weighted change that makes them zero is taken,

    change = -E S' (S E S')^-1 errors,

with S the slopes and E the ease of each joint: 1 for a joint that the pose leaves open, 0.03 for
one that it names, which therefore moves only where the open ones cannot do it alone. A joint at the
end of its range drops out (ease 0) and the others take over its part. Steps are limited to 25
degrees, because slopes hold only near where they were measured.
"""

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
) -> None:
    """Change angles by as little as possible until all errors are closed, as far as they can be."""
    ease = {name: _STIFF if name in written else 1.0 for name in names}
    errors = measure()
    for _ in range(_ROUNDS):
        if max(map(abs, errors)) < _CLOSED_CM:
            break
        slopes = []
        for name in names:
            angles[name] = angles.get(name, 0.0) + 1
            slopes.append([after - now for after, now in zip(measure(), errors, strict=True)])
            angles[name] -= 1
        _step(angles, dict(zip(names, slopes, strict=True)), errors, ease)
        errors = measure()


def _step(
    angles: Angles, slopes: dict[str, list[float]], errors: list[float], ease: dict[str, float]
) -> None:
    """Change the angles once; where a joint is at its end, the others have to do its part."""
    able = dict(ease)
    start = {name: angles[name] for name in slopes}
    for _ in range(len(slopes)):
        pulls = _solve([slopes[name] for name in slopes], [able[name] for name in slopes], errors)
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


def _solve(slopes: list[list[float]], ease: list[float], errors: list[float]) -> list[float]:
    """Solve (slopes' x ease x slopes) pulls = errors, a system as large as there are errors."""
    n = len(errors)
    rows = [
        [
            sum(e * s[i] * s[j] for s, e in zip(slopes, ease, strict=True))
            + (1e-6 if i == j else 0)
            for j in range(n)
        ]
        + [errors[i]]
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
