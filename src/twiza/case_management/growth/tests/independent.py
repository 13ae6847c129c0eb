"""
Z-scores computed a second time, by code that shares nothing with ours: it reads WHO's figures itself.

Written from WHO, Child Growth Standards: Methods and development (2006), chapter 7, and the notes on computing the
reference of 2007: SD(n) = M(1 + nLS)^(1/L); beyond three of them, in weights and arms, steps of the last one; 0.7 cm
between lying and standing; nothing of a weight with oedema.
"""

import gzip
from bisect import bisect_right
from math import exp, floor, log

from django.conf import settings

DAYS_IN_A_MONTH = 30.4375
WEIGHING = {"weight", "bmi", "arm"}
"""The measures that are not spread evenly around their median."""


def figures():
    """Return for each table and sex where its rows stand, and their L, M and S."""
    found = {}
    text = gzip.decompress((settings.DATA / "growth" / "lms.csv.gz").read_bytes()).decode()
    for line in text.splitlines()[1:]:
        name, sex, *numbers = line.split(",")
        at, *lms = map(float, numbers)
        stands, rows = found.setdefault((name, sex), ([], []))
        stands.append(at)
        rows.append(lms)
    return found


def figures_at(table, at):
    """Return L, M and S at a point, on the straight line between the rows around it."""
    stands, rows = table
    if at is None or at < stands[0] - 1e-9 or at > stands[-1] + 1e-9:
        return None
    upper = min(max(bisect_right(stands, at + 1e-9), 1), len(stands) - 1)
    share = (at - stands[upper - 1]) / (stands[upper] - stands[upper - 1])
    return [low * (1 - share) + high * share for low, high in zip(rows[upper - 1], rows[upper], strict=True)]


def deviations(n, L, M, S):
    """Return the measure that lies n deviations from the median."""
    return M * exp(n * S) if L == 0 else M * (1 + n * L * S) ** (1 / L)


def z_of(value, lms, measure):
    """Return the z-score of a value."""
    L, M, S = lms
    z = log(value / M) / S if L == 0 else ((value / M) ** L - 1) / (L * S)
    if measure not in WEIGHING:
        return z
    if z > 3:
        return 3 + (value - deviations(3, *lms)) / (deviations(3, *lms) - deviations(2, *lms))
    if z < -3:
        return -3 - (deviations(-3, *lms) - value) / (deviations(-2, *lms) - deviations(-3, *lms))
    return z


def second_scores(child, tables):
    """Return the z-scores of a child given as a mapping, whose age is known in days or in months."""
    days, months = child["days"], child["months"]
    if days is None:
        days = floor(months * DAYS_IN_A_MONTH + 0.5)
    else:
        months = days / DAYS_IN_A_MONTH
    length = child["length"]
    if length is not None and child["is_lying"] is not None:
        length += {(True, True): 0, (True, False): 0.7, (False, True): -0.7, (False, False): 0}[
            days <= 730, child["is_lying"]
        ]
    weight = None if child["has_oedema"] else child["weight"]
    bmi = weight / (length * length / 10000) if weight is not None and length is not None else None
    asked = young(days, length, weight, bmi, child) if days <= 1826 else older(months, length, weight, bmi)
    found = {}
    for index, table, at, value, measure in asked:
        lms = figures_at(tables[table, child["sex"]], at)
        if value is not None and lms is not None:
            found[index] = z_of(value, lms, measure)
    return found


def young(days, length, weight, bmi, child):
    """Return what is asked of a child up to 1,826 days: index, table, point, value, measure."""
    beside = "weight_by_length" if days <= 730 else "weight_by_height"
    return [
        ("zwei", "weight_by_day", days, weight, "weight"),
        ("zlen", "length_by_day", days, length, "length"),
        ("zwfl", beside, length, weight, "weight"),
        ("zbmi", "bmi_by_day", days, bmi, "bmi"),
        ("zhc", "head_by_day", days, child["head"], "head"),
        ("zac", "arm_by_day", days, child["arm"], "arm"),
    ]


def older(months, length, weight, bmi):
    """Return what is asked of a child beyond; weight ends at ten years, all at nineteen."""
    asked = [("zlen", "height_by_month", months, length, "length"), ("zbmi", "bmi_by_month", months, bmi, "bmi")]
    asked = [("zwei", "weight_by_month", months, weight, "weight"), *asked]
    return [one for one in asked if months < (121 if one[0] == "zwei" else 229)]
