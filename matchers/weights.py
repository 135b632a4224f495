"""Everything learned that a matcher runs on, as it lies in `matchers/weights/` (written by `training.train`).

The folder holds:

    weights/fusion.json            weight of each source of evidence, with a learned head and without
    weights/calibration.json       thresholds and calibration of confidence, likewise
    weights/stance.npz             stance model, common to all editions
    weights/<edition>/head.npz     what a provision is about; an edition without one is judged by patterns and similarity
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from checklist_data.models import Edition
from matchers.calibration import Calibration
from matchers.linear import LinearModel

FOLDER = Path(__file__).parent / "weights"


@dataclass(frozen=True)
class Weights:
    """Weights for one edition.

    Attributes:
        head: scores by aspect id; None for an edition that nothing was learned for.
        fusion: weight of each source of evidence by name, and `bias`.
        stance: scores by stance.
        calibration: thresholds and calibration of confidence.
    """

    head: LinearModel | None
    fusion: Mapping[str, float]
    stance: LinearModel
    calibration: Calibration

    @classmethod
    def load(cls, edition: Edition, *, use_head: bool = True, folder: Path = FOLDER) -> Weights:
        """The shipped weights for an edition; `use_head` False leaves out what holds for the embedded model only."""
        head = _head(folder / edition.id / "head.npz", edition) if use_head else None
        return cls(
            head,
            _read(folder / "fusion.json")[_mode(head)],
            LinearModel.load(folder / "stance.npz"),
            Calibration(**_read(folder / "calibration.json")[_mode(head)]),
        )

    def save(self, edition: str, folder: Path = FOLDER) -> None:
        """Write so that `load` finds them; weights of the other mode (with or without a head) stay."""
        (folder / edition).mkdir(parents=True, exist_ok=True)
        if self.head is not None:
            self.head.save(folder / edition / "head.npz")
        self.stance.save(folder / "stance.npz")
        _update(folder / "fusion.json", _mode(self.head), dict(self.fusion))
        _update(folder / "calibration.json", _mode(self.head), asdict(self.calibration))


def _head(file: Path, edition: Edition) -> LinearModel | None:
    """The edition's head; None if there is none, or if aspects were added since it was learned."""
    head = LinearModel.load(file) if file.exists() else None
    return head if head and {aspect.id for aspect in edition.aspects} <= set(head.labels) else None


def _mode(head: LinearModel | None) -> str:
    return "unlearned" if head is None else "learned"


def _read(file: Path) -> dict[str, dict[str, float]]:
    data: dict[str, dict[str, float]] = json.loads(file.read_text(encoding="utf-8"))
    return data


def _update(file: Path, mode: str, values: dict[str, float]) -> None:
    data = _read(file) if file.exists() else {}
    file.write_text(json.dumps({**data, mode: values}, indent=2, sort_keys=True) + "\n", encoding="utf-8")
