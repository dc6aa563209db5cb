"""An instrument: the codebook of a survey or an Outcomes Star version."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

Language = Literal["fi", "sv", "en"]
Code = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]


class Configured(BaseModel):
    """A frozen part of a configuration file; unknown keys are faults."""

    model_config = ConfigDict(frozen=True, extra="forbid")


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
    labels: list[str] = Field(min_length=1)


class Item(Configured):
    """A question. ``labels`` of a scale: code → the texts it is exported as; ``missing``: what means "no answer"."""

    code: Code
    text: Words
    aliases: list[str] = []
    kind: Literal["scale", "single", "multi", "text"]
    min: int | None = None
    max: int | None = None
    labels: dict[int, list[str]] = {}
    missing: list[str | int] = []
    best: Literal["high", "low"] = "high"
    sensitive: bool = False
    options: list[Option] = []

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
        assert self.min is not None and self.max is not None
        return (self.max - 1, self.max) if self.best == "high" else (self.min, self.min + 1)


class MeanScoring(Configured):
    """An index: the mean of the answered items, rescaled from ``rescale[0..1]`` to ``rescale[2..3]``."""

    mean_of: list[Code] = Field(min_length=1)
    rescale: Annotated[list[float], Field(min_length=4, max_length=4)]
    min_items: int = Field(ge=1)


class Instrument(Configured):
    """A codebook. A ``star`` has areas ``area_01`` … as its items and one row per reading."""

    code: Code
    name: Words
    type: Literal["survey", "star"]
    scoring: Literal["esis"] | MeanScoring | None = None
    items: list[Item] = Field(min_length=1)

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
