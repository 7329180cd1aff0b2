"""`manage.py sweep` does what beat does and says what it did."""

import pytest
from django.core.management import call_command

from supervision.actions.sweep import sweep
from supervision.management.commands.sweep import WORDS


@pytest.mark.django_db
def test_the_command_has_a_word_for_all_that_a_sweep_does(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("sweep")
    said = capsys.readouterr().out
    assert [word for word in WORDS.values() if word not in said] == []
    assert set(sweep().done) <= set(WORDS)
