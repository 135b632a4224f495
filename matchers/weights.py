"""Everything learned that a matcher runs on, as it lies in `matchers/weights/` (written by `training.train`).

The folder holds:

    weights/fusion.json            weight of each source of evidence and each voice on stance, with an encoder and without
    weights/calibration.json       thresholds and calibration of confidence, likewise
    weights/stance.npz             stance by words, common to all editions
    weights/<edition>/encoder/     what provisions speak of; an edition without one is judged by patterns and similarity
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from checklist_data.models import Edition
from matchers.calibration import Calibration
from matchers.linear import LinearModel

if TYPE_CHECKING:
    from matchers.encoder.encoder import ClauseEncoder

FOLDER = Path(__file__).parent / "weights"
ENCODER = "encoder"


@dataclass(frozen=True)
class Weights:
    """Weights for one edition.

    Attributes:
        encoder: reads provisions; None for an edition that none was trained for.
        fusion: weight of each source of evidence by name, and `bias`.
        stance: scores of each stance by words.
        voices: weight of each voice on stance.
        calibration: thresholds and calibration of confidence.
    """

    encoder: ClauseEncoder | None
    fusion: Mapping[str, float]
    stance: LinearModel
    voices: Mapping[str, float]
    calibration: Calibration

    @classmethod
    def load(cls, edition: Edition, *, use_encoder: bool = True, folder: Path = FOLDER) -> Weights:
        """The shipped weights for an edition, with its encoder unless `use_encoder` is False."""
        encoder = _encoder(folder / edition.id / ENCODER, edition) if use_encoder else None
        fusion = _read(folder / "fusion.json")[_mode(encoder)]
        calibration = Calibration(**_read(folder / "calibration.json")[_mode(encoder)])
        stance = LinearModel.load(folder / "stance.npz")
        return cls(encoder, fusion["relevance"], stance, fusion["stance"], calibration)

    def save(self, edition: str, folder: Path = FOLDER) -> None:
        """Write so that `load` finds them; weights of the other mode (with or without an encoder) stay."""
        (folder / edition).mkdir(parents=True, exist_ok=True)
        if self.encoder is not None:
            self.encoder.save(folder / edition / ENCODER)
        self.stance.save(folder / "stance.npz")
        fusion = {"relevance": dict(self.fusion), "stance": dict(self.voices)}
        _update(folder / "fusion.json", _mode(self.encoder), fusion)
        _update(folder / "calibration.json", _mode(self.encoder), asdict(self.calibration))


def _encoder(folder: Path, edition: Edition) -> ClauseEncoder | None:
    """The edition's encoder; None if there is none, or if aspects were added since it was trained."""
    if not folder.is_dir():
        return None
    # Imported here: it takes seconds, and reading files or listing checklists must not wait for it.
    from matchers.encoder.encoder import ClauseEncoder

    encoder = ClauseEncoder.load(folder)
    return encoder if {aspect.id for aspect in edition.aspects} <= set(encoder.aspects) else None


def _mode(encoder: ClauseEncoder | None) -> str:
    return "patterns" if encoder is None else "encoder"


def _read(file: Path) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return data


def _update(file: Path, mode: str, values: Mapping[str, Any]) -> None:
    data = _read(file) if file.exists() else {}
    file.write_text(json.dumps({**data, mode: values}, indent=2, sort_keys=True) + "\n", encoding="utf-8")
