import io
import shutil

import pytest
from PIL import Image, ImageDraw, ImageFont

from ingest import NoTextLayer
from ingest.errors import OcrUnavailable
from ingest.limits import Limits
from ingest.ocr import with_text_layer
from ingest.sandbox import Sandbox


@pytest.fixture(scope="module")
def scan() -> bytes:
    """A page that is only a picture of two lines."""
    image = Image.new("RGB", (1240, 500), "white")
    draw = ImageDraw.Draw(image)
    font = ImageFont.load_default(size=40)
    draw.text((60, 60), "Rechnungen im Betrieb", font=font, fill="black")
    draw.text((60, 140), "Jede Rechnung wird gelesen und gespeichert.", font=font, fill="black")
    data = io.BytesIO()
    image.save(data, "PDF", resolution=150)
    return data.getvalue()


def test_a_scan_is_reported_unless_recognition_is_switched_on(scan: bytes) -> None:
    with Sandbox() as sandbox, pytest.raises(NoTextLayer, match="OCR"):
        sandbox.read(scan, "scan.pdf")


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("ocrmypdf") is None, reason="ocrmypdf is not installed")
def test_a_scan_is_read_when_recognition_is_switched_on(scan: bytes) -> None:
    with Sandbox(ocr=True) as sandbox:
        text = " ".join(block.text for block in sandbox.read(scan, "scan.pdf").blocks)
    assert "Jede Rechnung wird gelesen und gespeichert." in text


def test_missing_recognition_is_a_named_error(scan: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(OcrUnavailable, match="tesseract-ocr-deu"):
        with_text_layer(scan, Limits())
