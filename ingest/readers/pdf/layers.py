"""Optional content of a PDF: which layers a reader sees when the file is opened, and artefacts."""

from collections.abc import Sequence
from typing import Any

from pypdf import PdfReader


class Layers:
    """The layers that are switched off."""

    def __init__(self, reader: PdfReader) -> None:
        self._off: set[int] = set()
        catalogue = reader.root_object.get("/OCProperties")
        if catalogue is None:
            return
        catalogue = catalogue.get_object()
        default = catalogue.get("/D", {}).get_object() if "/D" in catalogue else {}
        if default.get("/BaseState") == "/OFF":
            on = {_number(item) for item in default.get("/ON", ())}
            self._off = {_number(item) for item in catalogue.get("/OCGs", ())} - on
        self._off |= {_number(item) for item in default.get("/OFF", ())}

    def shows(self, layer: Any) -> bool:
        """Return whether a layer, or a membership of layers, is switched on."""
        if layer is None:
            return True
        if _number(layer) in self._off:
            return False
        groups = layer.get_object().get("/OCGs")
        if groups is None:
            return True
        groups = groups.get_object()
        members = groups if isinstance(groups, list) else [groups]
        return not members or any(_number(group) not in self._off for group in members)

    def shows_mark(self, operands: Sequence[Any], resources: Any) -> bool:
        """Return whether marked content belongs to the text: no artefact and its layer on."""
        kind = operands[0] if operands else None
        if kind == "/Artifact":
            return False
        if kind != "/OC" or len(operands) < 2:
            return True
        properties = resource(resources, "/Properties")
        name = operands[1]
        if not properties or name not in properties:
            return True
        return self.shows(properties.raw_get(name))


def resource(resources: Any, kind: str) -> Any:
    """Return the dictionary of one kind of resources; None without one."""
    found = resources.get(kind) if hasattr(resources, "get") else None
    found = found.get_object() if found is not None else None
    return found if hasattr(found, "get") else None


def _number(item: Any) -> int:
    """Return the object number of a reference: layers are told apart by it."""
    reference = item if hasattr(item, "idnum") else getattr(item, "indirect_reference", None)
    return int(getattr(reference, "idnum", 0))
