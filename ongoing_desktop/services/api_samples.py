"""Payloads based on a real order, purchase order or article."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ongoing_desktop.domain.api import Resource
from ongoing_desktop.domain.api_samples import about_object, resource_for
from ongoing_desktop.domain.errors import ApiError
from ongoing_desktop.domain.foreign import read_json
from ongoing_desktop.domain.samples import sample_text
from ongoing_desktop.services.payloads import Payload, Payloads

if TYPE_CHECKING:
    from ongoing_desktop.services import Services


class ApiSamples:
    """Async methods run on the engine's loop and raise ApiError and StorageError."""

    def __init__(self, services: Services) -> None:
        self._api = services.api
        self._settings = services.settings
        self._payloads = services.sending.payloads
        self._catalogue = services.catalogue

    def resource(self, webhook_id: str) -> Resource | None:
        """The resource for a webhook's payload; None if it cannot be based on a real object. No I/O."""
        hook = self._settings.current.webhook(webhook_id)
        family = self._catalogue.family_of(hook.type) if hook else None
        return resource_for(family.key) if family else None

    async def real(self, webhook_id: str, number: str) -> Payload:
        """A payload of the webhook's type about the object with this number, of one of its goods owners."""
        hook, resource = self._settings.current.webhook(webhook_id), self.resource(webhook_id)
        family = self._catalogue.family_of(hook.type) if hook else None
        if hook is None or family is None or resource is None:
            raise ApiError("api-no-real")
        for place, owner in enumerate(hook.goods_owners, 1):
            try:
                found = await self._api.real_object(hook.system, resource.key, number, owner)
            except ApiError as error:
                if error.code != "api-no-number" or place == len(hook.goods_owners):
                    raise
                continue
            return real_payload(self._payloads, webhook_id, family.key, resource, found)
        raise ApiError("goods-owner-missing")


def real_payload(
    payloads: Payloads, webhook_id: str, family: str, resource: Resource, found: Mapping[str, Any]
) -> Payload:
    """A sample of the webhook's type about an object."""
    sample = payloads.make(webhook_id, "realistic")
    text = sample_text(about_object(read_json(sample.text), family, resource, found))
    return Payload(text, sample.event_id, sample.timestamp)
