"""From documents and checklists to the coverage gap report."""

from matchers.embedding import Embedding
from matchers.kinds import UnknownKindError
from matchers.matcher import Matcher, Submission
from matchers.report import Report, Verdict

__all__ = ["Embedding", "Matcher", "Report", "Submission", "UnknownKindError", "Verdict"]
