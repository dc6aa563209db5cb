"""What a request finds in the house: programmes, receipts, how reports stand. Read anew each time; programme files when they changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Annotated

from fastapi import Depends

from seuranta.overview.periods import PeriodSeen, periods_seen
from seuranta.programmes.load import load_programmes
from seuranta.programmes.programme import Programme, Programmes
from seuranta.vocabulary.approval_log import PeriodKey, Standing, standings_in
from seuranta.vocabulary.clock import clock_from_environment, day_in_finland
from seuranta.vocabulary.errors import UnknownName
from seuranta.vocabulary.house_log import read_house_log
from seuranta.vocabulary.receipts import Acceptance, Receipt
from seuranta.vocabulary.workspace import Workspace, programmes_folder_from_environment, workspace_from_environment


@dataclass(frozen=True)
class House:
    """The workspace, the programmes and the day, as a request finds them."""

    workspace: Workspace
    programmes: Programmes
    today: date

    def programme(self, code: str) -> Programme:
        """The programme of a code, or ``UnknownName``."""
        if code not in self.programmes.programmes:
            raise UnknownName("programme", code, ())
        return self.programmes.programmes[code]

    def period(self, programme: Programme, no: int) -> PeriodSeen:
        """A period that has started, or ``UnknownName``."""
        found = next((seen for seen in self.periods(programme) if seen.period.no == no), None)
        if found is None:
            raise UnknownName("period", str(no), ())
        return found

    def periods(self, programme: Programme) -> list[PeriodSeen]:
        return periods_seen(self.workspace, programme, self.receipts, self._acceptances, self._standings, self.today)

    def deliveries(self, programme: Programme) -> list[Receipt]:
        """The programme's own, latest first."""
        return [receipt for receipt in reversed(self.receipts) if receipt.programme == programme.code]

    @cached_property
    def receipts(self) -> Sequence[Receipt]:
        """Of all programmes, in the order of receipt."""
        found = [Receipt.model_validate_json(path.read_bytes()) for path in _committed(self.workspace.receipts)]
        return sorted(found, key=lambda receipt: receipt.delivery_no)

    @cached_property
    def _acceptances(self) -> Sequence[Acceptance]:
        return [Acceptance.model_validate_json(path.read_bytes()) for path in _committed(self.workspace.acceptances)]

    @cached_property
    def _standings(self) -> dict[PeriodKey, Standing]:
        return standings_in(read_house_log(self.workspace))


def house_of_environment() -> House:
    """The house that the environment names."""
    folder = programmes_folder_from_environment()
    mark = tuple((path.name, path.stat().st_mtime_ns, path.stat().st_size) for path in sorted(folder.rglob("*.yml")))
    return House(workspace_from_environment(), _programmes(folder, mark), day_in_finland(clock_from_environment().now()))


HouseDep = Annotated[House, Depends(house_of_environment)]


@lru_cache(maxsize=1)
def _programmes(folder: Path, mark: tuple[tuple[str, int, int], ...]) -> Programmes:
    """``mark`` differs when a file has changed."""
    return load_programmes(folder)


def _committed(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("*.json") if not path.name.startswith(".")) if folder.is_dir() else []
