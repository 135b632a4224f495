from __future__ import annotations

import pytest

from app.api.negotiation import chosen_format
from app.problems import NOT_ACCEPTABLE, ServiceProblem


@pytest.mark.parametrize(
    ("accept", "format_id"),
    [
        (None, "json"),
        ("*/*", "json"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "html"),
        ("application/json;q=0.1, text/csv;q=0.9", "csv"),
        ("text/*", "html"),
        ("application/*;q=0.5, text/markdown", "md"),
        ("*/*, application/json;q=0", "html"),
        ("text/csv;q=much, */*;q=0.1", "json"),
    ],
)
def test_chosen_format(accept: str | None, format_id: str) -> None:
    assert chosen_format(accept).id == format_id


@pytest.mark.parametrize("accept", ["application/pdf", "*/*;q=0", "garbage"])
def test_nothing_acceptable(accept: str) -> None:
    with pytest.raises(ServiceProblem) as caught:
        chosen_format(accept)
    assert caught.value.kind is NOT_ACCEPTABLE
