"""What codes are called in the language of the report: units, activities, groups, options, roles, genders, figures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from seuranta.programmes.instrument import Instrument, Item
from seuranta.programmes.programme import Named, Programme
from seuranta.reporting.cells import entry_of
from seuranta.words import Phrases

GENDERS = ("F", "M", "X", "U")


@dataclass(frozen=True)
class Names:
    """Labels for the codes of a programme; a code nobody named stands for itself."""

    programme: Programme
    instruments: Sequence[Instrument]
    words: Phrases

    @property
    def language(self) -> str:
        return self.words.language

    def unit(self, code: str) -> str:
        return self._named(self.programme.units, code)

    def activity(self, code: str) -> str:
        return self._named(self.programme.activities, code)

    def group(self, code: str) -> str:
        return self._named(self.programme.groups, code)

    def word(self, kind: str, code: str) -> str:
        """The label of a code of the product's own lists: ``role``, ``gender``, ``dataset``, ``audience`` …"""
        return self.words.texts.get(f"{kind}_{code}", code)

    def wave(self, code: str) -> str:
        return self.words("wave", no=code)

    def instrument(self, code: str) -> str:
        found = next((instrument for instrument in self.instruments if instrument.code == code), None)
        return found.name.in_language(self.language) if found else code

    def item(self, item: Item) -> str:
        return item.text.in_language(self.language)

    def option(self, item: Item, code: str) -> str:
        return next((option.labels[0] for option in item.options if option.code == code), code)

    def figure(self, figure_id: str) -> str:
        """The catalogue's name; of a survey's figure without its instrument and item."""
        return str(getattr(entry_of(figure_id).name, self.language))

    def dimension(self, dimension: str, code: str, item: Item | None = None) -> str:
        """The label of ``code`` in a breakdown's ``dimension``."""
        if dimension == "option" and item is not None:
            return self.option(item, code)
        named = {"unit": self.unit, "activity": self.activity, "group": self.group, "wave": self.wave}
        return named[dimension](code) if dimension in named else self.word(dimension, code)

    def breakdown(self, breakdown: Mapping[str, str], item: Item | None = None) -> str:
        """``{"activity": …, "unit": …}`` in words."""
        if not breakdown:
            return ""
        return ", ".join(self.dimension(dimension, code, item) for dimension, code in sorted(breakdown.items()))

    def _named(self, entries: Iterable[Named], code: str) -> str:
        return next((entry.name.in_language(self.language) for entry in entries if entry.code == code), code)
