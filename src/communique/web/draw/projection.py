"""From degrees to the plane of the map: the Equal Earth projection.

Šavrič, Patterson and Jenny (2019), "The Equal Earth map projection", International Journal of
Geographical Information Science 33(3): areas keep their size, the outline stays familiar.
"""

from __future__ import annotations

import math

# The cut behind the map runs through the Bering Strait, so that it parts no country.
MIDDLE = 11.0  # degrees east
TOP, BOTTOM = 84.0, -56.5  # degrees north; what lies beyond is left out, Antarctica with it
WIDTH = 2000.0  # of the plane; its unit has no other meaning

_A = (1.340264, -0.081106, 0.000893, 0.003796)
_M = math.sqrt(3) / 2


def _raw(lon: float, lat: float) -> tuple[float, float]:
    slant = math.asin(_M * math.sin(math.radians(lat)))
    two, six = slant**2, slant**6
    x = math.cos(slant) / (_M * (_A[0] + 3 * _A[1] * two + six * (7 * _A[2] + 9 * _A[3] * two)))
    y = slant * (_A[0] + _A[1] * two + six * (_A[2] + _A[3] * two))
    return math.radians(lon) * x, y


_SCALE = WIDTH / (2 * _raw(180, 0)[0])
_TOP = _raw(0, TOP)[1]
HEIGHT = round(_SCALE * (_TOP - _raw(0, BOTTOM)[1]))


def project(lon: float, lat: float) -> tuple[float, float]:
    """Return where a point lies on the plane, from its upper left corner.

    Args:
        lon: degrees east, as :func:`unrolled`.
        lat: degrees north, -90 to 90.
    """
    x, y = _raw(lon - MIDDLE, lat)
    return WIDTH / 2 + _SCALE * x, _SCALE * (_TOP - y)


def unrolled(lon: float) -> float:
    """Return a longitude so that it lies within 180 degrees of the middle of the map."""
    return lon + 360 if lon < MIDDLE - 180 else lon
