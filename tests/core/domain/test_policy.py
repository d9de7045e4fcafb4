"""The policy file: every key, every mistake with its line, and what each rule refuses."""

import re
from pathlib import Path

import pytest

from evidence_app.domain.pack import PackSpec
from evidence_app.domain.policy import KEYS, Policy, read_policy
from evidence_app.errors import KnownError

HOME = Path("/home/officer")
GUIDE = Path(__file__).resolve().parents[3] / "docs" / "guide" / "policy.md"


def read(text: str) -> Policy:
    return read_policy(text, "policy.toml", HOME)


def test_the_example_of_the_guide_is_sound_and_has_every_key():
    (example,) = re.findall(r"^```toml\n(.*?)^```", GUIDE.read_text("utf-8"), re.DOTALL | re.MULTILINE)
    policy = read(example)
    assert policy == Policy(
        source="policy.toml",
        folders=(HOME / "Documents" / "Evidence Desk", Path("D:\\Evidence")),
        passphrase_length=16,
        remember=False,
        scans=False,
        formats=("pdf", "docx", "zip"),
        marking="OFFICIAL-SENSITIVE",
        marking_fixed=True,
        redacted=True,
        lock_minutes=10,
        pack_days=90,
        workspace_days=365,
        backup_folder=HOME / "Documents" / "Evidence Desk" / "Backups",
    )
    assert all(rule.set for rule in policy.rules())
    for table, keys in KEYS.items():
        section = example.split(f"[{table}]")[1].split("\n[")[0]
        assert set(re.findall(r"^(\w+) =", section, re.MULTILINE)) == set(keys)


def test_an_empty_file_lays_nothing_down():
    assert read("") == Policy(source="policy.toml")
    assert not any(rule.set for rule in Policy().rules())


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[lock]\nminutes = 0", r"policy\.toml, line 2: “lock\.minutes” must be a whole number from 1 to 240"),
        ("[lock]\nminutes = true", "line 2: .* whole number"),
        ('[lock]\nminutes = "10"', "line 2: .* whole number"),
        ("[lock]\nminuts = 10", r"line 2: “lock\.minuts” is not a key .* Did you mean “minutes”\?"),
        ("\n\n[look]\n", r"line 3: “look” is not a key .* Did you mean “lock”\?"),
        ("lock = 10", r"line 1: “lock” must be a table, begun by a line \[lock\]"),
        ("[passphrase]\nminimum_length = 7", "line 2: .* from 8 to 128"),
        ('[passphrase]\nremember = "no"', "line 2: .* true or false"),
        ('[export]\n\nformats = ["pdf", "exe"]', r"line 3: .*“exe”.* Known here: pdf, docx"),
        ('[export]\nformats = "pdf"', "line 2: .* list of texts"),
        ("[export]\nmarking_fixed = true", "line 2: .* fixes a marking that is not given"),
        ("[export]\nmarking = 3", "line 2: .* must be a text"),
        ('[workspace]\nfolders = ["Documents"]', "line 2: .*“Documents”, which is no whole path"),
        ('[backup]\nfolder = ""', "line 2: .* not empty"),
        ("[export\n", "not a valid settings file: .*line 1"),
        ('[workspace]\nfolders = ["C:\\Users"]', "not a valid settings file: .*line 2"),
    ],
)
def test_a_mistake_is_told_with_its_line(text, told):
    with pytest.raises(KnownError) as caught:
        read(text)
    assert re.search(told, str(caught.value)), str(caught.value)


def test_a_passphrase_is_refused_only_where_a_rule_says_so():
    Policy().check_passphrase("x")
    strict = Policy(passphrase_length=12)
    strict.check_passphrase("orchard violin")
    for short, why in (("river lamp", "at least 12"), ("aaaaaaaaaaaaa", "guessed"), ("Password123456", "guessed")):
        with pytest.raises(KnownError, match=why):
            strict.check_passphrase(short)


@pytest.mark.parametrize(
    ("allowed", "wanted", "fine"),
    [
        (None, ("pdf", "docx", "xlsx"), True),
        (("pdf",), ("pdf",), True),
        (("pdf",), ("pdf", "xlsx"), False),
        (("zip",), ("pdf",), False),
        (("zip",), ("pdf", "zip"), True),
        (("zip",), ("pdf", "docx", "zip"), False),
        (("pdf",), ("pdf", "zip"), False),
        ((), ("pdf",), False),
    ],
)
def test_a_pack_leaves_in_allowed_formats_only(allowed, wanted, fine):
    policy, spec = Policy(formats=allowed), PackSpec(formats=wanted)
    if fine:
        policy.check_pack(spec)
    else:
        with pytest.raises(KnownError, match="may not leave this computer"):
            policy.check_pack(spec)


def test_redaction_and_marking_are_laid_down():
    policy = Policy(redacted=True, marking="OFFICIAL", marking_fixed=True)
    with pytest.raises(KnownError, match="taken out of every pack"):
        policy.check_pack(PackSpec())
    policy.check_pack(PackSpec(redact=True))
    assert policy.marked(PackSpec(marking="")).marking == "OFFICIAL"
    assert Policy(marking="OFFICIAL").marked(PackSpec(marking="")).marking == ""
