"""The window's colours and measures, and how each judgement area is drawn. `look` puts them in force.

There is no state here: what is in force is read back from the application's palette and font.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QColor, QGuiApplication, QPalette

from evidence_app.domain.framework import Framework

# WCAG 2.2: 1.4.3 for text, 1.4.11 for icons, borders of controls, focus and large text.
TEXT_CONTRAST = 4.5
SHAPE_CONTRAST = 3.0


@dataclass(frozen=True, slots=True)
class Colours:
    """One scheme. Each value is "#rrggbb".

    Args:
        window, base, raised, rail: grounds: of the window, of lists and fields, of buttons, of the bars at the edges.
        line: hairlines that carry no meaning.
        edge: borders of controls.
        text, muted: words, and words of the second rank.
        accent: focus, links, chosen icons.
        fill, on_fill: the one main button of a place.
        soft: ground of chosen rows.
        hit: ground of the words that were found.
        good, warn, bad: words and icons that say so.
        areas: one for each judgement area, Okabe and Ito's hues, darkened or lightened where the scheme asks it.
    """

    window: str
    base: str
    raised: str
    rail: str
    line: str
    edge: str
    text: str
    muted: str
    accent: str
    fill: str
    on_fill: str
    soft: str
    hit: str
    good: str
    warn: str
    bad: str
    areas: tuple[str, ...]


LIGHT = Colours(
    window="#f4f5f7",
    base="#ffffff",
    raised="#ffffff",
    rail="#e9ebef",
    line="#d9dce2",
    edge="#80868f",
    text="#1b1e24",
    muted="#545a66",
    accent="#3f4cae",
    fill="#3f4cae",
    on_fill="#ffffff",
    soft="#e2e5f8",
    hit="#ffe7a3",
    good="#1d6a3b",
    warn="#7d4d00",
    bad="#ad2118",
    areas=("#0072b2", "#d05b00", "#00805c", "#b25488", "#8a6f00", "#2e7fb0", "#5a5a5a"),
)
DARK = Colours(
    window="#1d1f23",
    base="#24272b",
    raised="#30343a",
    rail="#17191c",
    line="#383c43",
    edge="#858c98",
    text="#e8eaed",
    muted="#abb1bc",
    accent="#aab3ff",
    fill="#5763cf",
    on_fill="#ffffff",
    soft="#383e66",
    hit="#5d4b10",
    good="#83d6a0",
    warn="#f0c274",
    bad="#ffb2a9",
    areas=("#56b4e9", "#f08a3c", "#2fbf95", "#d98bb6", "#f0e442", "#8fc7ea", "#b5b5b5"),
)


@dataclass(frozen=True, slots=True)
class Measures:
    """Sizes in device-independent pixels at the present text size.

    Args:
        small, body, heading, title: heights of letters.
        unit: the grid; everything stands on multiples of it.
        icon: side of an icon in a button.
        target: least height of what can be pressed.
    """

    small: int
    body: int
    heading: int
    title: int
    unit: int
    icon: int
    target: int


@dataclass(frozen=True, slots=True)
class AreaStyle:
    """How a judgement area is drawn: its colour, and the letter that says the same without colour."""

    colour: QColor
    mark: str


def colours() -> Colours:
    """The scheme in force."""
    return DARK if is_dark() else LIGHT


def is_dark() -> bool:
    """True where the dark scheme is in force."""
    return QGuiApplication.palette().color(QPalette.ColorRole.Window).lightness() < 128


def measures() -> Measures:
    """The sizes in force, from the application's font."""
    return measures_for(QGuiApplication.font().pixelSize())


def measures_for(body: int) -> Measures:
    """The sizes that go with a letter height of body pixels: 13, 15 and 20 at 100 %."""
    scale = max(body, 9) / 13
    return Measures(
        small=round(11.5 * scale),
        body=round(13 * scale),
        heading=round(15 * scale),
        title=round(20 * scale),
        unit=8,
        icon=round(18 * scale),
        target=max(28, round(28 * scale)),
    )


def scaled(pixels: int) -> int:
    """A length given for 100 %, at the present text size."""
    return round(pixels * measures().body / 13)


def area_styles(framework: Framework, scheme: Colours | None = None) -> dict[str, AreaStyle]:
    """How each area of a framework is drawn, by its id; past the seventh the colours begin again, the marks do not."""
    chosen = scheme or colours()
    return {
        area.id: AreaStyle(QColor(chosen.areas[place % len(chosen.areas)]), area.mark)
        for place, area in enumerate(framework.areas)
    }


def contrast(one: str | QColor, other: str | QColor) -> float:
    """Contrast ratio of two colours, 1 to 21, as WCAG 2 defines it."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str | QColor) -> float:
    """Relative luminance of a colour, 0 to 1, as WCAG 2 defines it."""
    shade = QColor(colour)

    def linear(value: float) -> float:
        return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)

    return 0.2126 * linear(shade.redF()) + 0.7152 * linear(shade.greenF()) + 0.0722 * linear(shade.blueF())


def ink_on(colour: str | QColor) -> str:
    """Black or white, whichever is read better on a colour."""
    return "#000000" if contrast(colour, "#000000") > contrast(colour, "#ffffff") else "#ffffff"


def pairs(scheme: Colours) -> list[tuple[str, str, str, float]]:
    """Every pair of colours the window lays on each other: name, foreground, ground, least contrast."""
    grounds = ("window", "base", "raised", "rail", "soft")
    found: list[tuple[str, str, str, float]] = []
    for ground in grounds:
        below = str(getattr(scheme, ground))
        for words in ("text", "muted", "good", "warn", "bad", "accent"):
            found.append((f"{words} on {ground}", str(getattr(scheme, words)), below, TEXT_CONTRAST))
        if ground != "soft":
            found.append((f"edge on {ground}", scheme.edge, below, SHAPE_CONTRAST))
    found.append(("text on hit", scheme.text, scheme.hit, TEXT_CONTRAST))
    found.append(("on_fill on fill", scheme.on_fill, scheme.fill, TEXT_CONTRAST))
    for place, area in enumerate(scheme.areas):
        found += [(f"area {place + 1} on {ground}", area, str(getattr(scheme, ground)), 3.0) for ground in grounds]
        found.append((f"mark of area {place + 1}", ink_on(area), area, TEXT_CONTRAST))
    return found
