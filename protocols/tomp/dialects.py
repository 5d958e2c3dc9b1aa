"""The versions of TOMP that are served: the only place that knows them all."""

from __future__ import annotations

from collections.abc import Mapping

from protocols.tomp.dialect import Dialect
from protocols.tomp.v1_1.dialect import TOMP_1_1
from protocols.tomp.v1_6.dialect import TOMP_1_6

DIALECTS: Mapping[str, Dialect] = {each.number: each for each in (TOMP_1_1, TOMP_1_6)}
"""By major and minor number."""
