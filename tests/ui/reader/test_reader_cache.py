from __future__ import annotations

from PySide6.QtGui import QColor

from evidence_app.domain.pageview import PageImage
from ui.reader.cache import PageCache, drawn


def page(shade: int = 0, side: int = 100):
    stride = side * 3
    return drawn(PageImage(side, side, stride, 1.0, bytes([shade]) * (stride * side)), 1.0)


def test_the_longest_unused_page_goes_first():
    cache = PageCache(budget=3 * page().image.sizeInBytes())
    for number in (1, 2, 3):
        cache.put(number, page())
    cache.get(1)
    cache.put(4, page())
    assert [number for number in range(1, 5) if cache.get(number)] == [1, 3, 4]
    assert cache.size == 3 * page().image.sizeInBytes()


def test_pages_on_screen_stay_even_past_the_budget():
    cache = PageCache(budget=1)
    cache.put(1, page())
    cache.put(2, page(), keep=(1, 2))
    assert cache.get(1)
    cache.put(3, page(), keep=(3,))
    assert not cache.get(1)
    assert not cache.get(2)
    assert cache.get(3)


def test_a_newer_drawing_takes_the_place_of_the_older_one():
    cache = PageCache()
    cache.put(1, page(side=100))
    cache.put(1, page(side=50))
    assert cache.size == page(side=50).image.sizeInBytes()
    cache.clear()
    assert cache.size == 0
    assert cache.get(1) is None


def test_pixels_outlive_what_they_came_in():
    kept = page(shade=77)
    assert kept.image.pixelColor(99, 99) == QColor(77, 77, 77)
