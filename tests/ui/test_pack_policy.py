"""The form of a pack offers what the computer's policy lets leave."""

from __future__ import annotations

import pytest

from evidence_app.domain.policy import Policy
from ui.views.pack_form import PackForm


@pytest.fixture
def form(qtbot, qapp):
    made = PackForm()
    qtbot.addWidget(made)
    return made


def test_without_a_policy_everything_is_offered(form):
    form.follow(Policy())
    assert all(box.isEnabled() for box in (*form.formats.values(), form.redact, form.marking))
    assert form.marking.value() == "OFFICIAL-SENSITIVE"


def test_formats_redaction_and_marking_follow_it(form):
    form.redact.setChecked(False)
    form.formats["docx"].setChecked(True)
    form.follow(Policy(formats=("pdf", "zip"), redacted=True, marking="SECRET ENOUGH", marking_fixed=True))
    assert {name for name, box in form.formats.items() if box.isEnabled()} == {"zip"}
    spec = form.spec()
    assert (spec.formats, spec.redact, spec.marking) == (("pdf",), True, "SECRET ENOUGH")
    assert not form.redact.isEnabled()
    assert not form.marking.isEnabled()


def test_where_no_open_pdf_may_leave_the_archive_is_chosen(form):
    policy = Policy(formats=("zip",))
    form.follow(policy)
    assert form.spec().formats == ("pdf", "zip")
    assert not form.formats["zip"].isEnabled()
    policy.check_pack(form.spec())
