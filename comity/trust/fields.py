"""Model fields that are sealed under their matter's data key before they reach the database.

The key travels with the Matter that was opened through the door (``doors.open_matter``). A row whose matter was not
opened holds only the blob: reading the field raises ``Locked``, saving the row writes the blob back untouched.
"""

import json
from typing import Any, cast

from django.db import models
from django.db.models.query_utils import DeferredAttribute
from django.utils.translation import gettext as _

from comity.trust import sealing
from comity.trust.lifecycle import Refused


class Blob(bytes):
    """What the database holds: not yet opened."""


class SealedAttribute(DeferredAttribute):
    def __get__(self, instance: Any, cls: Any = None) -> Any:
        if instance is None:
            return self
        value = super().__get__(instance, cls)
        if isinstance(value, Blob):
            field = cast("SealedField", self.field)
            value = instance.__dict__[field.attname] = field.opened(instance, value)
        return value

    def __set__(self, instance: Any, value: Any) -> None:
        # With a setter the attribute is looked up here first; without one the instance's own dictionary would answer.
        instance.__dict__[self.field.attname] = value


class SealedField(models.BinaryField[Any, Any]):
    """AES-256-GCM; table, row and field are bound in, so a blob moved elsewhere does not open."""

    descriptor_class = SealedAttribute
    empty: Any = b""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", type(self).blank_value)
        kwargs["blank"] = True
        kwargs.setdefault("editable", False)
        super().__init__(*args, **kwargs)

    @staticmethod
    def blank_value() -> Any:
        return b""

    def get_default(self) -> Any:
        return self.blank_value()

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        for key in ("default", "blank", "editable"):
            kwargs.pop(key, None)
        return name, path, args, kwargs

    def encode(self, value: Any) -> bytes:
        return bytes(value)

    def decode(self, data: bytes) -> Any:
        return data

    def place(self, instance: models.Model) -> bytes:
        return f"{self.model._meta.db_table}:{instance.pk}:{self.column}".encode()

    def opened(self, instance: Any, blob: Blob) -> Any:
        if not blob:
            return self.blank_value()
        return self.decode(sealing.open_under(instance.matter.key_in_hand, blob, self.place(instance)))

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        return Blob(value or b"")

    def pre_save(self, model_instance: models.Model, add: bool) -> bytes:
        value = model_instance.__dict__.get(self.attname, b"")
        if isinstance(value, Blob):
            return bytes(value)
        if value in (None, "", b"", {}, []):
            return b""
        key = model_instance.matter.key_in_hand  # type: ignore[attr-defined]
        return sealing.seal_under(key, self.encode(value), self.place(model_instance))

    def value_to_string(self, obj: models.Model) -> str:
        raise sealing.Locked("sealed fields are not serialised")


class SealedText(SealedField):
    @staticmethod
    def blank_value() -> str:
        return ""

    def encode(self, value: str) -> bytes:
        try:
            return str(value).encode()
        except UnicodeEncodeError:
            raise Refused(_("The text holds a broken character. Please type that place again.")) from None

    def decode(self, data: bytes) -> str:
        return data.decode()


class SealedJSON(SealedField):
    @staticmethod
    def blank_value() -> dict[str, Any]:
        return {}

    def encode(self, value: Any) -> bytes:
        try:
            return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
        except UnicodeEncodeError:
            raise Refused(_("The text holds a broken character. Please type that place again.")) from None

    def decode(self, data: bytes) -> Any:
        return json.loads(data)


class SealedBytes(SealedField):
    """A small sealed file, such as a photograph in the journal."""
