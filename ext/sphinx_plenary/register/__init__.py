"""The register: data files -> frozen records, indexed, or every fault in one run. No Sphinx here."""

from sphinx_plenary.register.faults import FAULT_KINDS, Fault, FaultKind
from sphinx_plenary.register.load import SCHEMAS, load_register
from sphinx_plenary.register.places import PACKAGE, Place, own_folder, places_of
from sphinx_plenary.register.records import no_such_meeting
from sphinx_plenary.register.register import Register

__all__ = [
    "FAULT_KINDS",
    "PACKAGE",
    "SCHEMAS",
    "Fault",
    "FaultKind",
    "Place",
    "Register",
    "load_register",
    "no_such_meeting",
    "own_folder",
    "places_of",
]
