"""An instrument: the codebook of a survey or an Outcomes Star version."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

Language = Literal["fi", "sv", "en"]
CODE = r"^[a-z][a-z0-9_]*$"
Code = Annotated[str, Field(pattern=CODE)]


class Configured(BaseModel):
    """A frozen part of a configuration file; unknown keys are faults. The text below a key describes it, here and in editors."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class Words(Configured):
    """A text in the languages of the product; Finnish stands in where another is missing."""

    fi: str
    sv: str | None = None
    en: str | None = None

    def in_language(self, language: str) -> str:
        return getattr(self, language, None) or self.fi


class Option(Configured):
    """An option of a single- or multi-choice item; ``labels`` are the texts it is exported as."""

    code: Code
    """Its name in figures."""
    labels: list[str] = Field(min_length=1)
    """The texts it is exported as, in every language of the form; in the order of the options, so that a number finds it too."""


class Item(Configured):
    """A question of the form."""

    code: Code
    """Its name in figures: ``survey.<instrument>.mean.<item>``."""
    text: Words
    """The question as the form shows it: a file fits an instrument when it has every item's text, or an alias of it, as a header."""
    aliases: list[str] = []
    """Other headers that mean this question."""
    kind: Literal["scale", "single", "multi", "text"]
    """``scale``: whole numbers; ``single`` or ``multi``: one or several options; ``text``: scanned for personal data and dropped."""
    min: int | None = None
    """The lowest code of a scale."""
    max: int | None = None
    """The highest code of a scale."""
    labels: dict[int, list[str]] = {}
    """Of a scale: code → the texts it is exported as."""
    missing: list[str | int] = []
    """Codes or texts that mean "no answer", such as ``En osaa sanoa`` or ``99``: never averaged."""
    best: Literal["high", "low"] = "high"
    """Which end of a scale is the good one: where the two best codes are."""
    sensitive: bool = False
    """Zeros and unanimity are protected too, as with the sensitive questions of a participant record."""
    options: list[Option] = []
    """Of a single or multi choice: its options in the form's order."""

    @model_validator(mode="after")
    def _fits_its_kind(self) -> Item:
        if self.kind == "scale" and (self.min is None or self.max is None or self.min >= self.max):
            raise ValueError("a scale needs min and max with min < max")
        if self.kind == "scale" and self.min is not None and self.max is not None:
            outside = [code for code in self.labels if not self.min <= code <= self.max]
            if outside:
                raise ValueError(f"labels outside {self.min}…{self.max}: {outside}")
        if self.kind in ("single", "multi") and not self.options:
            raise ValueError(f"a {self.kind}-choice item needs options")
        codes = [option.code for option in self.options]
        if len(set(codes)) < len(codes):
            raise ValueError("two options with one code")
        return self

    @property
    def top_two(self) -> tuple[int, int]:
        """The two best codes of a scale."""
        assert self.min is not None
        assert self.max is not None
        return (self.max - 1, self.max) if self.best == "high" else (self.min, self.min + 1)


class MeanScoring(Configured):
    """An index: the mean of the answered items, rescaled."""

    mean_of: list[Code] = Field(min_length=1)
    """The items of the index."""
    rescale: Annotated[list[float], Field(min_length=4, max_length=4)]
    """From lowest and highest code to lowest and highest index: ``[1, 5, 0, 100]``."""
    min_items: int = Field(ge=1)
    """How many of them must be answered for an index."""


class Instrument(Configured):
    """A codebook. A ``star`` has areas ``area_01`` … as its items and one row per reading."""

    code: Code
    """Its name in programme files and figures, and the name of this file."""
    name: Words
    """What reports call it."""
    type: Literal["survey", "star"]
    """``survey``: one row per response; ``star``: one row per Outcomes Star reading."""
    scoring: Literal["esis"] | MeanScoring | None = None
    """How its index is made; ``esis``: (mean of answered − 1) ÷ 4 × 100 where at least 8 items are answered."""
    items: list[Item] = Field(min_length=1)
    """Its questions; the areas of a star are scales."""

    @model_validator(mode="after")
    def _is_whole(self) -> Instrument:
        codes = [item.code for item in self.items]
        if len(set(codes)) < len(codes):
            raise ValueError("two items with one code")
        if isinstance(self.scoring, MeanScoring) and set(self.scoring.mean_of) - set(codes):
            raise ValueError(f"scoring names unknown items: {sorted(set(self.scoring.mean_of) - set(codes))}")
        if self.type == "star" and any(item.kind != "scale" for item in self.items):
            raise ValueError("the areas of a star are scales")
        return self

    @property
    def answerable(self) -> list[Item]:
        """The items that hold answers: free text is no item."""
        return [item for item in self.items if item.kind != "text"]

    @property
    def index(self) -> MeanScoring | None:
        """The scoring of the index. ESIS: (mean of answered − 1) ÷ 4 × 100 where at least 8 items are answered (figures.md 3)."""
        if self.scoring == "esis":
            return MeanScoring(mean_of=[item.code for item in self.items if item.kind == "scale"], rescale=[1, 5, 0, 100], min_items=8)
        return self.scoring
