"""A few random years: what `merge` says, prints and traces is what the contract alone gives. `scripts/check_years.py`
runs hundreds."""

from __future__ import annotations

import pytest

from tests.years.check import check_year


@pytest.mark.parametrize("seed", range(3))
def test_a_random_year_shows_no_difference(seed: int) -> None:
    result = check_year(seed, periods=1)
    assert not result.differences, "\n".join(str(one) for one in result.differences[:20])
    assert sum(result.compared.values()) > 100
