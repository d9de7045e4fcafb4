"""Finds lines of writing in a picture and reads them, with the models that come inside the rapidocr package.

rapidocr finds the lines. Which way up the page stands is settled for the page as a whole, since a single short line is
easily taken for its reverse; and the reading network is asked by ourselves, because only so the place and the
confidence of every letter are known, and letters of other scripts, with which it confuses bullets and stains, are left
out of the question.
"""

from __future__ import annotations

import math
import os
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import cv2
import numpy as np
import onnxruntime
import rapidocr

# Arrays of numpy, whose types are not known where the extra is not installed.
Picture: TypeAlias = Any  # rows, columns, blue-green-red bytes
Quad: TypeAlias = Any  # four corners (x, y) in pixels: where writing begins above, ends above, ends and begins below

_MODELS = Path(rapidocr.__file__).parent / "models"
_FIND, _READ, _WAY = "PP-OCRv6_det_small.onnx", "PP-OCRv6_rec_small.onnx", "ch_ppocr_mobile_v2.0_cls_mobile.onnx"
# Heights and widths the networks were made for, in pixels.
_READ_HEIGHT = 48
_WAY_HEIGHT, _WAY_WIDTH = 48, 192
# Lines read at once, alike in length; lines that settle which way up the page is; what a line's side is to its other
# for it to run down the page.
_BATCH, _VOTES, _UPENDED = 6, 24, 1.5
# Narrow spaces often lose against no letter at all; where there is none, the likelihood of one is a thousandth or less.
_SPACE = 0.02
# The picture in which lines are looked for need not be larger, in pixels of its longer side.
_FIND_SIDE = 1280
_MARKS = "‐‑–—‘’‚“”„†‡•…‰′″‹›€™−→←✓✔✕✖✗✘☐☑☒□■●○▪▫◦◆►≤≥≈√½¼¾⅓⅔"


@dataclass(frozen=True, slots=True)
class Letters:
    """A word of a line: its letters, where it begins and ends as shares of the line's length, and its confidence."""

    text: str
    start: float
    end: float
    confidence: float


@dataclass(frozen=True, slots=True)
class ReadLine:
    """A line with its corners in pixels of the picture as given, and its words."""

    quad: Quad
    words: tuple[Letters, ...]


class Recogniser:
    """The networks, loaded once (about half a second).

    Args:
        threads: processors it may use.
    """

    def __init__(self, threads: int = 1) -> None:
        self._finder = rapidocr.RapidOCR(
            params={
                "Global.log_level": "critical",
                "Det.model_path": str(_MODELS / _FIND),
                "EngineConfig.onnxruntime.intra_op_num_threads": threads,
                "EngineConfig.onnxruntime.inter_op_num_threads": 1,
            }
        )
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads, options.inter_op_num_threads = threads, 1
        options.enable_cpu_mem_arena = False
        options.log_severity_level = 4
        self._reader = onnxruntime.InferenceSession(str(_MODELS / _READ), options, ["CPUExecutionProvider"])
        self._way = onnxruntime.InferenceSession(str(_MODELS / _WAY), options, ["CPUExecutionProvider"])
        told = self._reader.get_modelmeta().custom_metadata_map["character"].splitlines()
        self._characters = ["", *told, " "]  # the first stands for no letter
        self._others = np.array([not _is_ours(one) for one in self._characters])

    def read(self, picture: Picture) -> list[ReadLine]:
        """The lines of a picture, in no order; those without a letter are left out."""
        quads = self._standing(picture, self._found(picture))
        crops = [_cut(picture, quad) for quad in quads]
        read: dict[int, tuple[Letters, ...]] = {}
        by_length = sorted(range(len(crops)), key=lambda index: crops[index].shape[1])
        for at in range(0, len(by_length), _BATCH):
            batch = by_length[at : at + _BATCH]
            read.update(zip(batch, self._letters([crops[index] for index in batch]), strict=True))
        return [ReadLine(quads[index], words) for index, words in sorted(read.items()) if words]

    def _found(self, picture: Picture) -> list[Quad]:
        shrunk = min(1.0, _FIND_SIDE / max(picture.shape[:2]))
        small = cv2.resize(picture, None, fx=shrunk, fy=shrunk, interpolation=cv2.INTER_AREA)
        found = self._finder(small, use_det=True, use_cls=False, use_rec=False).boxes
        quads = [] if found is None else [np.asarray(quad, np.float32) / shrunk for quad in found]
        return [quad for quad in quads if min(_sides(quad)) >= 4]

    def _standing(self, picture: Picture, quads: Sequence[Quad]) -> list[Quad]:
        """The lines, each with its corners in the order of its reading."""
        upended = [_sides(quad)[1] > _UPENDED * _sides(quad)[0] for quad in quads]
        standing = [np.roll(quad, -1, axis=0) if up else quad for quad, up in zip(quads, upended, strict=True)]
        turned = []
        for way in (False, True):
            group = [quad for quad, up in zip(standing, upended, strict=True) if up is way]
            longest = sorted(group, key=lambda quad: -_sides(quad)[0] / _sides(quad)[1])[:_VOTES]
            reverse = bool(longest) and self._reversed([_cut(picture, quad) for quad in longest]) > 0.5
            turned += [np.roll(quad, 2, axis=0) if reverse else quad for quad in group]
        return turned

    def _reversed(self, crops: Sequence[Picture]) -> float:
        """The share of lines that stand on their head."""
        votes = 0.0
        for crop in crops:
            width = min(_WAY_WIDTH, math.ceil(_WAY_HEIGHT * crop.shape[1] / crop.shape[0]))
            asked = np.zeros((1, 3, _WAY_HEIGHT, _WAY_WIDTH), np.float32)
            asked[0, :, :, :width] = _signals(cv2.resize(crop, (width, _WAY_HEIGHT)))
            (answer,) = self._way.run(None, {self._way.get_inputs()[0].name: asked})
            votes += float(answer[0, 1])
        return votes / len(crops)

    def _letters(self, crops: Sequence[Picture]) -> list[tuple[Letters, ...]]:
        widths = [max(1, math.ceil(_READ_HEIGHT * crop.shape[1] / crop.shape[0])) for crop in crops]
        asked = np.zeros((len(crops), 3, _READ_HEIGHT, max(320, *widths)), np.float32)
        for row, (crop, width) in enumerate(zip(crops, widths, strict=True)):
            asked[row, :, :, :width] = _signals(cv2.resize(crop, (width, _READ_HEIGHT)))
        (answer,) = self._reader.run(None, {self._reader.get_inputs()[0].name: asked})
        answer[:, :, self._others] = 0
        best, sure, spaces = answer.argmax(axis=2), answer.max(axis=2), answer[:, :, -1]
        steps = best.shape[1]
        return [
            self._words(best[row], sure[row], spaces[row], steps * width / asked.shape[3])
            for row, width in enumerate(widths)
        ]

    def _words(self, best: Any, sure: Any, spaces: Any, steps: float) -> tuple[Letters, ...]:
        """Words from the network's answer: the likeliest letter at each step; the same letter twice running is one.

        Args:
            best, sure: the number of that letter, and its likelihood.
            spaces: how likely a space is at each step.
            steps: over how many steps the line itself goes, without the margin it was widened by.
        """
        places = [at for at in range(len(best)) if best[at] and (at == 0 or best[at] != best[at - 1])]
        words: list[list[int]] = [[]]
        for at in places:
            if self._characters[best[at]].isspace():
                words.append([])
            elif words[-1] and spaces[words[-1][-1] + 1 : at + 1].max(initial=0) > _SPACE:
                words.append([at])
            else:
                words[-1].append(at)
        words = [word for word in words if word]
        if not words:
            return ()
        pitch = (places[-1] - places[0]) / max(1, len(places) - 1) or 1.0
        edges = [(word[0] + 0.5 - pitch / 2, word[-1] + 0.5 + pitch / 2) for word in words]
        for left in range(len(edges) - 1):
            if edges[left][1] > edges[left + 1][0]:
                middle = (edges[left][1] + edges[left + 1][0]) / 2
                edges[left], edges[left + 1] = (edges[left][0], middle), (middle, edges[left + 1][1])
        return tuple(
            Letters(
                "".join(self._characters[best[at]] for at in word),
                min(max(start / steps, 0.0), 1.0),
                min(max(end / steps, 0.0), 1.0),
                round(float(min(sure[at] for at in word)), 3),
            )
            for word, (start, end) in zip(words, edges, strict=True)
        )


def upright(lines: Sequence[ReadLine]) -> int:
    """Degrees clockwise by which a page with these lines must be turned to stand upright: 0, 90, 180 or 270."""
    weight: dict[int, float] = defaultdict(float)
    for line in lines:
        weight[-90 * round(direction(line.quad) / 90) % 360] += _sides(line.quad)[0]
    return max(weight, key=lambda turn: weight[turn]) if weight else 0


def direction(quad: Quad) -> float:
    """The direction in which a line is read, in degrees clockwise from level."""
    along = (quad[1] + quad[2] - quad[0] - quad[3]) / 2
    return math.degrees(math.atan2(float(along[1]), float(along[0])))


def threads() -> int:
    """Processors that may be used: half of them, so that whoever sits at the computer has the rest."""
    return max(1, (os.cpu_count() or 1) // 2)


def _is_ours(character: str) -> bool:
    """Whether a character belongs to Latin script, its digits, and the marks of British documents."""
    return all(ord(one) < 0x250 or one in _MARKS for one in character)


def _sides(quad: Quad) -> tuple[float, float]:
    """Length along the line and across it, in pixels."""
    along = (np.linalg.norm(quad[1] - quad[0]) + np.linalg.norm(quad[2] - quad[3])) / 2
    across = (np.linalg.norm(quad[3] - quad[0]) + np.linalg.norm(quad[2] - quad[1])) / 2
    return float(along), float(across)


def _cut(picture: Picture, quad: Quad) -> Picture:
    """The part of a picture within four corners, put straight."""
    width, height = (max(1, round(side)) for side in _sides(quad))
    target = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    turn = cv2.getPerspectiveTransform(np.ascontiguousarray(quad, np.float32), target)
    return cv2.warpPerspective(picture, turn, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)


def _signals(picture: Picture) -> Any:
    """A picture as the networks want it: colours first, from -1 to 1."""
    return (picture.astype(np.float32).transpose(2, 0, 1) / 255 - 0.5) / 0.5
