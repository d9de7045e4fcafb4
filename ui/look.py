"""Puts a scheme in force: Fusion style, palette, font and one style sheet made from the theme's values."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFontInfo, QPalette
from PySide6.QtWidgets import QApplication

from ui.theme import DARK, LIGHT, Colours, Measures, measures_for

SchemeChoice = Literal["system", "light", "dark"]


def apply(app: QApplication, choice: SchemeChoice, text_size: float = 1.0) -> None:
    """Puts style, palette, font and style sheet in force.

    Args:
        choice: a scheme, or the system's own.
        text_size: times the system's text size, 1.0 to 2.0.
    """
    if app.property("system_text") is None:
        app.setStyle("Fusion")
        # Kept once: after the first call the application's font is ours and no longer tells the system's size.
        app.setProperty("system_text", max(13, QFontInfo(app.font()).pixelSize()))
    hints = app.styleHints()
    if choice == "system":
        hints.unsetColorScheme()
    else:
        hints.setColorScheme(Qt.ColorScheme.Dark if choice == "dark" else Qt.ColorScheme.Light)
    dark = choice == "dark" or (choice == "system" and hints.colorScheme() == Qt.ColorScheme.Dark)
    scheme = DARK if dark else LIGHT
    font = app.font()
    font.setPixelSize(round(int(app.property("system_text")) * text_size))
    sheet = stylesheet(scheme, measures_for(font.pixelSize()))
    # Dressing every widget anew takes a quarter of a second: not for looks that are in force already.
    if app.styleSheet() != sheet:
        app.setFont(font)
        app.setPalette(palette(scheme))
        app.setStyleSheet(sheet)


def palette(scheme: Colours) -> QPalette:
    """The scheme as Qt's palette, disabled state included."""
    role = QPalette.ColorRole
    made = QPalette()
    for name, value in {
        role.Window: scheme.window,
        role.WindowText: scheme.text,
        role.Base: scheme.base,
        role.AlternateBase: scheme.window,
        role.Text: scheme.text,
        role.PlaceholderText: scheme.muted,
        role.Button: scheme.raised,
        role.ButtonText: scheme.text,
        role.BrightText: scheme.bad,
        role.ToolTipBase: scheme.raised,
        role.ToolTipText: scheme.text,
        role.Highlight: scheme.soft,
        role.HighlightedText: scheme.text,
        role.Accent: scheme.accent,
        role.Link: scheme.accent,
        role.LinkVisited: scheme.accent,
        role.Light: scheme.base,
        role.Midlight: scheme.line,
        role.Mid: scheme.line,
        role.Dark: scheme.edge,
        role.Shadow: scheme.edge,
    }.items():
        made.setColor(name, QColor(value))
    for name in (role.WindowText, role.Text, role.ButtonText, role.HighlightedText):
        made.setColor(QPalette.ColorGroup.Disabled, name, QColor(scheme.muted))
    return made


def stylesheet(scheme: Colours, size: Measures) -> str:
    """The style sheet. A widget asks for a look by its property "look"; everything else follows from its class."""
    c = scheme
    field = size.target
    return f"""
QMainWindow, QDialog {{ background: {c.window}; }}
QToolTip {{ background: {c.raised}; color: {c.text}; border: 1px solid {c.edge}; padding: 4px 6px; }}

QLabel[look="title"] {{ font-size: {size.title}px; font-weight: 600; }}
QLabel[look="heading"] {{ font-size: {size.heading}px; font-weight: 600; }}
QLabel[look="strong"] {{ font-weight: 600; }}
QLabel[look="muted"], QLabel[look="small"] {{ color: {c.muted}; }}
QLabel[look="small"], QLabel[look="key"] {{ font-size: {size.small}px; }}
QLabel[look="bad"] {{ color: {c.bad}; }}
QLabel[look="good"] {{ color: {c.good}; }}
QLabel[look="warn"] {{ color: {c.warn}; }}
QLabel[look="key"] {{ color: {c.muted}; border: 1px solid {c.edge}; border-radius: 4px; padding: 1px 5px; }}

QFrame[look="bar"] {{ background: {c.rail}; border: 0; }}
QFrame[look="top"] {{ background: {c.rail}; border: 0; border-bottom: 1px solid {c.line}; }}
QFrame[look="rail"] {{ background: {c.rail}; border: 0; border-right: 1px solid {c.line}; }}
QFrame[look="pane"] {{ background: {c.window}; border: 0; }}
QFrame[look="head"] {{ background: {c.window}; border: 0; border-bottom: 1px solid {c.line}; }}
QFrame[look="foot"] {{ background: {c.rail}; border: 0; border-top: 1px solid {c.line}; }}
QFrame[look="card"] {{ background: {c.base}; border: 1px solid {c.line}; border-radius: 8px; }}
QFrame[look="quote"] {{ background: {c.base}; border: 1px solid {c.line}; border-radius: 6px; }}
QFrame[look="note"] {{ background: {c.base}; border: 1px solid {c.line}; border-left: 4px solid {c.accent};
    border-radius: 4px; }}
QFrame[look="note"][tone="warn"] {{ border-left-color: {c.warn}; }}
QFrame[look="note"][tone="bad"] {{ border-left-color: {c.bad}; }}
QFrame[look="note"][tone="good"] {{ border-left-color: {c.good}; }}
QFrame[look="record"] {{ background: {c.window}; border: 0; border-bottom: 2px dashed {c.warn}; }}
QFrame[look="record"] QLabel {{ color: {c.warn}; font-weight: 600; }}
QFrame[look="drop"] {{ background: {c.base}; border: 3px dashed {c.accent}; border-radius: 12px; }}
QScrollArea, QScrollArea > QWidget > QWidget[look="pane"] {{ background: {c.window}; border: 0; }}

QLineEdit, QPlainTextEdit, QTextEdit, QTextBrowser {{ background: {c.base}; color: {c.text};
    border: 1px solid {c.edge}; border-radius: 6px; padding: 2px 8px; placeholder-text-color: {c.muted};
    selection-background-color: {c.fill}; selection-color: {c.on_fill}; }}
QLineEdit {{ min-height: {field - 6}px; }}
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QTextBrowser:focus {{ border: 2px solid {c.accent};
    padding: 1px 7px; }}
QLineEdit:disabled, QPlainTextEdit:disabled {{ background: {c.window}; color: {c.muted}; border-color: {c.line}; }}
QLineEdit[look="search"] {{ border-radius: {field // 2 - 1}px; padding-left: 10px; }}

QPushButton {{ background: {c.raised}; color: {c.text}; border: 1px solid {c.edge}; border-radius: 6px;
    padding: 2px 14px; min-height: {field - 6}px; }}
QPushButton:hover {{ background: {c.soft}; }}
QPushButton:pressed {{ background: {c.line}; }}
QPushButton:checked {{ background: {c.soft}; border: 2px solid {c.accent}; padding: 1px 13px; }}
QPushButton:focus {{ border: 2px solid {c.accent}; padding: 1px 13px; }}
QPushButton:disabled {{ color: {c.muted}; border-color: {c.line}; background: {c.window}; }}
QPushButton:default, QPushButton[look="main"] {{ background: {c.fill}; color: {c.on_fill}; border-color: {c.fill};
    font-weight: 600; }}
QPushButton:default:hover, QPushButton[look="main"]:hover {{ border-color: {c.text}; }}
QPushButton:default:focus, QPushButton[look="main"]:focus {{ border: 2px solid {c.text}; }}
QPushButton:default:disabled, QPushButton[look="main"]:disabled {{ background: {c.line}; color: {c.muted};
    border-color: {c.line}; }}
QPushButton[offered="true"] {{ border: 2px dashed {c.accent}; }}
QPushButton[offered="true"][look="choice"], QPushButton[offered="true"][look="part"] {{ padding: 1px 7px; }}
QPushButton[look="link"] {{ background: transparent; border: 0; color: {c.accent}; padding: 2px 4px;
    text-decoration: underline; text-align: left; }}
QPushButton[look="link"]:focus {{ border: 2px solid {c.accent}; padding: 0 2px; }}
QPushButton[look="choice"] {{ text-align: left; padding: 2px 8px; }}
QPushButton[look="choice"]:checked, QPushButton[look="choice"]:focus {{ padding: 1px 7px; }}
QPushButton[look="part"] {{ padding: 2px 8px; }}
QPushButton[look="number"] {{ padding: 2px 8px; font-size: {size.heading}px; font-weight: 600; }}
QPushButton[look="number"]:focus {{ padding: 1px 7px; }}
QPushButton[look="part"]:checked, QPushButton[look="part"]:focus {{ padding: 1px 7px; }}

QToolButton {{ background: transparent; border: 2px solid transparent; border-radius: 6px; padding: 2px 6px;
    min-height: {field - 6}px; }}
QToolButton:hover {{ background: {c.soft}; }}
QToolButton:pressed {{ background: {c.line}; }}
QToolButton:checked {{ background: {c.soft}; }}
QToolButton:focus {{ border-color: {c.accent}; }}
QToolButton:disabled {{ color: {c.muted}; }}
QLineEdit QToolButton {{ border: 0; padding: 0; min-height: 0; background: transparent; }}
QToolButton::menu-indicator {{ image: none; }}
QToolButton[look="place"] {{ padding: 6px 2px; border-radius: 8px; font-size: {size.small}px; }}
QToolButton[look="place"]:checked {{ background: {c.soft}; color: {c.accent}; font-weight: 600; }}

QTableView, QListView, QTreeView {{ background: {c.base}; alternate-background-color: {c.base}; color: {c.text};
    border: 0; gridline-color: {c.line}; selection-background-color: {c.soft}; selection-color: {c.text};
    outline: 0; }}
QTableView::item, QListView::item {{ padding: 0 6px; border: 0; border-bottom: 1px solid {c.line}; }}
QTreeView::item {{ padding: 3px 4px; }}
QTreeView::item:selected {{ background: {c.soft}; color: {c.text}; }}
QTreeView:focus {{ border: 2px solid {c.accent}; }}
QTableView::item:selected, QListView::item:selected {{ background: {c.soft}; color: {c.text}; }}
QTableView {{ border: 2px solid {c.base}; }}
QTableView[look="framed"] {{ border-color: {c.line}; border-radius: 6px; }}
QListView[look="framed"] {{ border: 2px solid {c.line}; border-radius: 6px; }}
QListView[look="framed"]:focus {{ border-color: {c.accent}; }}
QTableView:focus {{ border-color: {c.accent}; }}
QHeaderView {{ background: {c.window}; border: 0; }}
QHeaderView::section {{ background: {c.window}; color: {c.muted}; border: 0; border-bottom: 1px solid {c.line};
    padding: 4px 6px; font-size: {size.small}px; font-weight: 600; }}
QTableCornerButton::section {{ background: {c.window}; border: 0; }}

QMenu {{ background: {c.raised}; color: {c.text}; border: 1px solid {c.edge}; padding: 4px 0; }}
QMenu::item {{ padding: 5px 24px 5px 12px; }}
QMenu::item:selected {{ background: {c.soft}; color: {c.text}; }}
QMenu::item:disabled {{ color: {c.muted}; }}
QMenu::separator {{ height: 1px; background: {c.line}; margin: 4px 0; }}
QMenu::icon {{ padding-left: 8px; }}

QProgressBar {{ background: {c.line}; border: 0; border-radius: 3px; min-height: 6px; max-height: 6px; }}
QProgressBar::chunk {{ background: {c.accent}; border-radius: 3px; }}
QSplitter::handle {{ background: {c.line}; }}
QSplitter::handle:hover {{ background: {c.accent}; }}
QScrollBar:vertical {{ background: transparent; width: 12px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: 12px; margin: 0; }}
QScrollBar::handle {{ background: {c.edge}; border-radius: 4px; margin: 2px; }}
QScrollBar::handle:vertical {{ min-height: 32px; }}
QScrollBar::handle:horizontal {{ min-width: 32px; }}
QScrollBar::handle:hover {{ background: {c.muted}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QTabWidget::pane {{ border: 0; border-top: 1px solid {c.line}; }}
QTabBar::tab {{ padding: 6px 12px; border: 0; border-bottom: 3px solid transparent; color: {c.muted}; }}
QTabBar::tab:selected {{ color: {c.text}; border-bottom-color: {c.accent}; font-weight: 600; }}
QTabBar::tab:focus {{ color: {c.accent}; text-decoration: underline; }}
"""
