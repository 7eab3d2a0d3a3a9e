"""What comes in as a scan: known by its content, drawn anew, kept sealed."""

from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.test import override_settings
from PIL import Image

from tests.groups.files import packed, pdf, picture, upload
from wksbm.scan_checks import checked
from wksbm.scans import ScanFormField, SealedStorage

ACTIVE = (b"<</S /JavaScript /JS (app.alert(1))>>", b"<</S /J#61vaScript>>", b"<</JS (x)>>", b"<</S /Launch>>",
          b"<</Type /EmbeddedFile>>", b"trailer <</Encrypt 5 0 R>>", packed(b"<</S /Launch>>"), b"<</S /RichMedia>>")  # fmt: skip


def code_of(content: bytes, name: str = "foto.jpg") -> str:
    with pytest.raises(ValidationError) as refused:
        checked(upload(content, name))
    return refused.value.code


def opened(content) -> Image.Image:
    return Image.open(BytesIO(content.read()))


@pytest.mark.parametrize(("content", "name"), [(picture(), "jpg"), (picture("PNG"), "png"), (pdf(), "pdf")])
def test_the_kind_is_read_from_the_content_and_the_senders_name_is_not_kept(content, name):
    assert checked(upload(content, "../../etc/virus.exe")).name == f"scan.{name}"


@pytest.mark.parametrize(
    "content", [b"<html><script>", b"GIF89a" + b"\0" * 20, b"<svg/>", b"PK\x03\x04", b"MZ", b" %PDF-1.4"]
)
def test_other_kinds_are_refused_and_told_what_is_allowed(content):
    with pytest.raises(ValidationError, match="PDF, JPG") as refused:
        checked(upload(content, "surat.pdf"))
    assert refused.value.code == "kind"


@pytest.mark.parametrize("content", [picture()[:200], picture("PNG")[:60], b"\xff\xd8\xff" + b"\0" * 99, pdf()[:-60]])
def test_a_damaged_file_is_refused(content):
    assert code_of(content) == "broken"


def test_a_picture_keeps_nothing_of_camera_and_place_and_stands_upright():
    facts = Image.Exif()
    facts[0x010F], facts[0x0112] = "Kamera Rahasia", 6  # maker; lying on its side
    facts.get_ifd(0x8825)[1] = "S"  # where it was taken
    content = checked(upload(picture(exif=facts, comment=b"rahasia") + b"<script>behind its end</script>")).read()
    assert not [word for word in (b"Rahasia", b"rahasia", b"script", b"Exif") if word in content]
    assert Image.open(BytesIO(content)).size == (30, 40)


def test_a_picture_in_the_colours_of_print_becomes_one_of_the_screen():
    assert opened(checked(upload(picture(mode="CMYK")))).mode == "RGB"
    assert opened(checked(upload(picture("PNG", mode="P")))).mode == "RGB"


def test_a_very_large_picture_is_drawn_smaller():
    assert max(opened(checked(upload(picture(size=(7000, 500))))).size) == 4000


@pytest.mark.parametrize("size", [(6400, 6400), (9500, 9500), (20_500, 10), (19_000, 19_000)])
def test_a_picture_with_too_many_dots_is_refused_before_it_is_unpacked(size):
    assert code_of(picture("PNG", size, "1")) == "dots"


@pytest.mark.parametrize("holding", ACTIVE)
def test_a_paper_that_could_do_more_than_be_read_is_refused(holding):
    assert code_of(pdf(holding=holding)) == "active"


def test_a_packed_part_that_cannot_be_looked_into_is_refused():
    assert code_of(pdf(holding=b"<</Type /ObjStm>>\nstream\nno zlib\nendstream")) == "broken"


def test_letters_within_a_picture_of_a_paper_say_nothing():
    """Two letters come up by chance in every large picture."""
    checked(upload(pdf(holding=b"<</Length 9>>\nstream\n\x01/JS (\x02\nendstream")))


@override_settings(SCAN_MAX_BYTES=2**20)
def test_a_file_that_is_too_large_is_told_its_size_and_the_limit():
    field = ScanFormField()
    assert "1 MB" in field.help_text
    with pytest.raises(ValidationError, match=r"2[.,]0 MB") as refused:
        field.clean(upload(b"%PDF-" + b"\0" * 2 * 2**20))
    assert refused.value.code == "too_large"


def test_no_file_is_no_fault_and_an_empty_one_is():
    assert ScanFormField().clean(None) is None
    with pytest.raises(ValidationError):
        ScanFormField().clean(upload(b""))


def test_a_long_name_of_the_senders_file_is_no_fault():
    assert ScanFormField().clean(upload(picture(), "a" * 200 + ".jpg")).name == "scan.jpg"


def test_on_the_disk_it_is_sealed(settings):
    storage, content = SealedStorage(), checked(upload(pdf()))
    name = storage.save("rahasia.pdf", content)
    path = settings.MEDIA_ROOT / "scans" / name
    assert b"%PDF" not in path.read_bytes()
    assert path.stat().st_mode & 0o777 == 0o600
    assert storage.open(name).read().startswith(b"%PDF")
    storage.delete(name)
