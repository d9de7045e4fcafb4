import threading
from concurrent.futures import CancelledError
from multiprocessing import shared_memory

import psutil
import pymupdf
import pytest

from evidence_app.errors import KnownError
from evidence_app.pages import text
from evidence_app.pages.service import PageService

WAIT = 60


@pytest.fixture
def service():
    made = PageService(seconds=30)
    yield made
    made.close()


def pdf(pages=2, *, width=300, height=200, outline=True):
    with pymupdf.open() as document:
        for number in range(1, pages + 1):
            document.new_page(width=width, height=height).insert_text((40, 60), f"This is page {number}.")
        if outline:
            document.set_toc([[1, "First", 1], [2, "Second", min(2, pages)]])
        return document.tobytes()


def workers():
    return [child for child in psutil.Process().children() if "spawn_main" in " ".join(child.cmdline())]


class Gate:
    """A load that waits until it is opened, so that what is asked meanwhile has to wait."""

    def __init__(self, data):
        self.data = data
        self.reached = threading.Event()
        self.opened = threading.Event()

    def __call__(self):
        self.reached.set()
        assert self.opened.wait(WAIT)
        return self.data


def test_pixels_words_and_bookmarks_are_those_of_the_document(service):
    data = pdf()
    image = service.render(1, lambda: data, 2, 2.0).result(WAIT)
    with pymupdf.open(stream=data) as document:
        page = document[1]
        pixmap = page.get_pixmap(matrix=pymupdf.Matrix(2, 2), colorspace=pymupdf.csRGB, alpha=False)
        assert (image.width, image.height, image.stride, image.scale) == (600, 400, pixmap.stride, 2.0)
        assert image.data == pixmap.samples
        assert service.words(1, lambda: data, 2).result(WAIT) == tuple(text.words(page))
    assert service.outline(1, lambda: data).result(WAIT) == ((1, "First", 1), (2, "Second", 2))


def test_the_bytes_are_asked_for_once_and_again_after_cancel(service):
    loads = []

    def load():
        loads.append(threading.current_thread().name)
        return pdf()

    for page in (1, 2, 1):
        service.render(7, load, page, 1.0).result(WAIT)
    assert loads == ["page-service"]
    service.cancel(7)
    service.words(7, load, 1).result(WAIT)
    assert len(loads) == 2
    service.render(7, load, 2, 1.0, prefetch=True).result(WAIT)
    assert loads[2:] == ["page-service-ahead"]
    assert len(workers()) == 2


def test_the_newest_comes_first_and_what_it_supersedes_is_cancelled(service):
    gate = Gate(pdf(5))
    service.render(1, gate, 1, 1.0)
    assert gate.reached.wait(WAIT)
    done = []
    waiting = {page: service.render(1, gate, page, 1.0) for page in (2, 3, 4)}
    for page, future in waiting.items():
        future.add_done_callback(lambda _, page=page: done.append(page))
    larger = service.render(1, gate, 3, 2.0)
    assert waiting[3].cancelled()
    gate.opened.set()
    assert larger.result(WAIT).width == 600
    for page in (2, 4):
        waiting[page].result(WAIT)
    assert done == [3, 4, 2]


def test_what_waits_for_a_document_can_be_cancelled_and_old_requests_fall_out(service):
    gate = Gate(pdf())
    first = service.render(1, gate, 1, 1.0)
    assert gate.reached.wait(WAIT)
    other = service.words(2, lambda: pdf(), 1)
    waiting = [service.render(1, gate, 1 + n % 2, 1.0 + n, prefetch=False) for n in range(2)]
    service.cancel(1)
    assert all(future.cancelled() for future in waiting)
    many = [service.render(n, pdf, 1, 0.1) for n in range(100, 150)]
    assert sum(future.cancelled() for future in many) > 10 and not many[-1].cancelled()
    assert other.cancelled()
    gate.opened.set()
    assert first.result(WAIT).width == 300
    assert many[-1].result(WAIT).width == 30


def test_a_page_too_large_is_drawn_smaller():
    service = PageService(most_pixels=100_000)
    try:
        for width, height in ((2000, 1000), (14_000, 20), (3, 14_000)):
            data = pdf(1, width=width, height=height, outline=False)
            image = service.render(width, lambda data=data: data, 1, 4.0).result(WAIT)
            assert 0 < image.width * image.height <= 100_000
            assert len(image.data) == image.stride * image.height
            assert image.scale < 4.0
            assert image.width == pytest.approx(width * image.scale, abs=1.5)
    finally:
        service.close()


def test_documents_that_cannot_be_shown_are_told_and_others_go_on(service):
    locked = pymupdf.open(stream=pdf()).tobytes(encryption=pymupdf.PDF_ENCRYPT_AES_256, user_pw="x", owner_pw="y")
    with pytest.raises(KnownError, match="password"):
        service.render(1, lambda: locked, 1, 1.0).result(WAIT)
    with pytest.raises(KnownError, match="damaged"):
        service.words(2, lambda: b"%PDF-1.4\nnothing", 1).result(WAIT)
    with pytest.raises(KnownError, match="no page 3"):
        service.render(3, pdf, 3, 1.0).result(WAIT)

    def lost():
        raise KnownError("The bytes are gone.")

    with pytest.raises(KnownError, match="gone"):
        service.outline(4, lost).result(WAIT)
    assert service.outline(5, lambda: pdf(1, outline=False)).result(WAIT) == ()


def test_a_page_that_takes_too_long_costs_only_itself():
    service = PageService(seconds=3)
    with pymupdf.open() as document:
        document.new_page()
        page = document[0]
        page.insert_text((9, 9), "x")
        document.update_stream(page.get_contents()[0], b"0 0 m 600 800 l 50 700 l s\n" * 3_000_000)
        slow = document.tobytes()
    try:
        with pytest.raises(KnownError, match="longer than 3 seconds"):
            service.render(1, lambda: slow, 1, 3.0).result(WAIT)
        assert service.render(2, pdf, 1, 1.0).result(WAIT).width == 300
    finally:
        service.close()


def test_a_killed_worker_is_replaced_and_no_picture_stays_behind(service, monkeypatch):
    made = []
    create = shared_memory.SharedMemory.__init__

    def noted(self, *args, **kwargs):
        create(self, *args, **kwargs)
        made.append(self.name)

    monkeypatch.setattr(shared_memory.SharedMemory, "__init__", noted)
    for page in range(1, 41):
        image = service.render(1, lambda: pdf(40), page, 1.0).result(WAIT)
        assert len(image.data) == image.stride * image.height
        for name in made:  # no name by which it could be found, whatever is killed from here on
            with pytest.raises(FileNotFoundError):
                shared_memory.SharedMemory(name)
        if page == 20:
            (worker,) = workers()
            worker.kill()
            while worker.is_running() and worker.status() != psutil.STATUS_ZOMBIE:
                pass
    assert len(made) == 2  # one for each worker
    service.close()
    assert workers() == []


def test_a_closed_service_cancels_what_is_asked_of_it(service):
    service.start()
    gate = Gate(pdf())
    running = service.render(1, gate, 1, 1.0)
    assert gate.reached.wait(WAIT)
    waiting = service.render(1, gate, 2, 1.0)
    closing = threading.Thread(target=service.close)
    closing.start()
    with pytest.raises(CancelledError):
        waiting.result(WAIT)
    gate.opened.set()
    closing.join(WAIT)
    with pytest.raises(KnownError):
        running.result(WAIT)
    assert service.render(1, gate, 1, 1.0).cancelled()
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("page-service")]
