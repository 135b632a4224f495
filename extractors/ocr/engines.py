"""Which engine recognises, by the options and by what is installed."""

from __future__ import annotations

import shlex
import shutil

from extractors.ocr.ndlocr import NdlOcr
from extractors.ocr.options import EngineChoice, RecognitionMode, RecognitionOptions
from extractors.ocr.recogniser import PageRecogniser
from extractors.ocr.tesseract import Tesseract


def find_engine(options: RecognitionOptions) -> PageRecogniser | None:
    """The engine to use; None if recognition is off or no fitting engine is installed."""
    if options.mode is RecognitionMode.OFF:
        return None
    if options.engine is not EngineChoice.TESSERACT:
        command = shlex.split(options.ndlocr_command)
        if command and shutil.which(command[0]):
            return NdlOcr(command)
    return None if options.engine is EngineChoice.NDLOCR else Tesseract.find()
