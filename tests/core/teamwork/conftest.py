"""Two or three officers with copies of one workspace."""

import pytest
from copies import Copies, cheap_keys


@pytest.fixture
def team(tmp_path):
    with cheap_keys():
        held = Copies(tmp_path)
        yield held
        held.close()
