"""Names of files, folders and sheets as receipts may hold them: one with a personal pattern is replaced (privacy.md 1)."""

from __future__ import annotations

from dataclasses import dataclass, replace

from seuranta.intake.people_named import NOBODY, People, names_somebody, people_named
from seuranta.intake.pseudonyms import ProgrammeKey
from seuranta.intake.values.given_names import looks_like_somebody
from seuranta.intake.values.personal_patterns import holds_personal_pattern
from seuranta.vocabulary.sheets import Workbook


@dataclass(frozen=True)
class Names:
    """Replaces names under a key, so that the same name is always replaced by the same text and nobody can try names out."""

    key: ProgrammeKey
    people: People = NOBODY

    def of_file(self, workbook: Workbook | None) -> Names:
        """The same, and a sheet that is called by the name of somebody in the file is replaced too."""
        return replace(self, people=people_named(workbook))

    def path(self, relative: str) -> str:
        """A path below the drop folder, each part looked at on its own."""
        return "/".join(self.file(part) for part in relative.split("/"))

    def file(self, name: str) -> str:
        """``file_<hash8>`` where the name holds an identity code, a phone number, an e-mail address or what looks like a person's name."""
        return f"file_{self.key.hidden_name(name)}" if _is_personal(name) else name

    def sheet(self, name: str) -> str:
        """``sheet_<hash8>`` likewise."""
        return f"sheet_{self.key.hidden_name(name)}" if _is_personal(name) or names_somebody(name, self.people) else name


def _is_personal(name: str) -> bool:
    return holds_personal_pattern(name) or looks_like_somebody(name)
