"""Problems with entered values, shown beside their fields."""

from __future__ import annotations

from collections.abc import Mapping

from ongoing_desktop.domain.lazy_dataclasses import EMPTY_MAPPING, dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem with one field. ``code`` names its sentence in :mod:`ongoing_desktop.wording.messages`."""

    field: str
    """Key of the field: ``name``, ``system``, ``type``, ``goods_owners``, ``url``, ``email``, ``authentication``,
    ``username``, ``password``, ``token``, ``retry_policy``, ``local_target``, ``settings`` …
    """
    code: str
    params: Mapping[str, object] = EMPTY_MAPPING
