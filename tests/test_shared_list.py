"""A shortlist in a link, and back."""

import pytest
import shared_list

from cache.errors import BadInput


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        pytest.param("NCT00000002,NCT00000001", ["NCT00000002", "NCT00000001"], id="order is kept"),
        pytest.param(" nct00000001 , NCT00000001,", ["NCT00000001"], id="spaces, small letters, doubles, a last comma"),
        pytest.param("", [], id="empty"),
    ],
)
def test_a_link_is_read(text, ids):
    assert shared_list.read(text) == ids


def test_what_is_written_is_read_back():
    ids = ["NCT00000003", "NCT00000001"]
    assert shared_list.read(shared_list.written(ids)) == ids


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("NCT123", "'NCT123' in the link is not a trial number", id="too short"),
        pytest.param("NCT00000001,<script>", "'<SCRIPT>' in the link", id="no id at all"),
        pytest.param("x" * 500, f"'{'X' * 30}' in the link", id="a long one is cut in the message"),
        pytest.param(",".join(f"NCT{n:08}" for n in range(51)), "holds 51 trials, more than the 50", id="too many"),
    ],
)
def test_a_link_that_cannot_be_used_says_why(text, message):
    with pytest.raises(BadInput, match=message):
        shared_list.read(text)
