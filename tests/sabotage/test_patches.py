"""The planted defects fit the code as it is, so that `make sabotage` never tries a defect that is none."""

from pathlib import Path

import pytest

from tests.sabotage.patch import Patch
from tests.sabotage.patches import PATCHES
from tools.source import module_of

PROJECT = Path(__file__).parents[2]


@pytest.mark.parametrize("patch", PATCHES, ids=lambda patch: patch.name)
def test_each_defect_can_be_planted(patch: Patch) -> None:
    assert (PROJECT / patch.file).read_text(encoding="utf-8").count(patch.old) == 1
    assert patch.old != patch.new


@pytest.mark.parametrize("patch", PATCHES, ids=lambda patch: patch.name)
def test_each_defect_names_a_test_that_exists(patch: Patch) -> None:
    file, _, name = patch.test.partition("::")
    assert name.partition("[")[0] in {function.name for function in module_of(PROJECT / file).functions()}


def test_no_two_defects_have_one_name() -> None:
    assert len({patch.name for patch in PATCHES}) == len(PATCHES)
