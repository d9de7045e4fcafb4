"""The policy of this computer: read anew each time it is asked for, so that a new file holds at once."""

from __future__ import annotations

import os
from pathlib import Path

from evidence_app.domain.policy import ASK, Policy, read_policy
from evidence_app.errors import KnownError
from evidence_app.paths import policy_file

# What somebody who finds the file broken has to do; until then nothing is opened that it might forbid.
_CLOSED = "Until your IT has mended that file, no workspace is opened or made here; your work is safe."


def in_force() -> Policy:
    """The rules of this computer.

    Raises:
        KnownError: there is a policy file, and it cannot be read or something in it is wrong. No rule may be taken for
            absent then, so whoever asks stops.
    """
    path = policy_file()
    try:
        return read_policy_file(path)
    except FileNotFoundError:
        if os.environ.get("EVIDENCE_POLICY"):
            raise KnownError(f"There is no policy file “{path}”.", "Correct EVIDENCE_POLICY, or unset it.") from None
        return Policy()
    except KnownError as error:
        raise KnownError(f"The policy of this computer is broken: {error}", _CLOSED) from None


def read_policy_file(path: Path) -> Policy:
    """The rules of a policy file that is in force or is going to be.

    Raises:
        FileNotFoundError: there is none.
        KnownError: it cannot be read, or something in it is wrong; tells the line.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise
    except OSError as error:
        raise KnownError(f"{path} cannot be read: {error.strerror}.", "Let every account read it.") from None
    except UnicodeDecodeError:
        raise KnownError(f"{path} is not written in UTF-8.", "Save it again as UTF-8.") from None
    return read_policy(text, str(path), Path.home())


def check_place(policy: Policy, path: Path) -> None:
    """Refuses a workspace that may not be kept where it is, or is going to be.

    Raises:
        KnownError: it is outside the folders of the policy.
    """
    real = Path(os.path.realpath(path))  # unlike resolve(), it lets a link that leads to itself be told later
    if policy.folders and not any(real.is_relative_to(folder.resolve()) for folder in policy.folders):
        allowed = " or ".join(f"“{folder}”" for folder in policy.folders)
        raise KnownError(
            f"“{path.name}” may not be kept in “{path.parent}” by the policy of this computer.",
            f"Keep it in {allowed}. {ASK}",
        )


def allow_export(name: str) -> None:
    """Refuses an export in a format that may not leave this computer.

    Args:
        name: of EXPORTS.

    Raises:
        KnownError: it may not, or the policy is broken.
    """
    in_force().check_export(name)
