"""What may be asked for: to forget a person, to change keys, to keep the times. One change at a time, once an earlier one is finished."""

from __future__ import annotations

from collections.abc import Collection

from seuranta.forgetting.erasing import Erased, erase
from seuranta.forgetting.finishing import finish_alone
from seuranta.forgetting.journal import one_at_a_time
from seuranta.forgetting.retiring import Retired, retire
from seuranta.forgetting.rotating import Rotated, rotate
from seuranta.forgetting.surroundings import Surroundings
from seuranta.programmes.programme import Programmes
from seuranta.vocabulary.clock import Clock
from seuranta.vocabulary.errors import UnknownName
from seuranta.vocabulary.workspace import Workspace


def forget_person(house: Surroundings, programme: str, identifiers: Collection[str]) -> Erased:
    """Forgets whoever goes by ``identifiers`` in a programme. ``UnknownName`` for the programme, ``UnknownPerson`` for the person."""
    if programme not in house.programmes.programmes:
        raise UnknownName("programme", programme, house.programmes.programmes)
    with one_at_a_time(house.workspace):
        finish_alone(house)
        return erase(house, programme, identifiers)


def change_keys(house: Surroundings) -> Rotated:
    """New pseudonyms for everybody; ``OperationFailed``, and nothing changed, where the figures would be others."""
    with one_at_a_time(house.workspace):
        finish_alone(house)
        return rotate(house)


def keep_times(workspace: Workspace, programmes: Programmes, clock: Clock) -> list[Retired]:
    """Lets go of rows and keys of programmes whose time for them is over; what was done, by programme."""
    house = Surroundings(workspace, programmes, clock)
    with one_at_a_time(workspace):
        finish_alone(house)
        return [done for code in sorted(programmes.programmes) if (done := retire(house, code)) is not None]
