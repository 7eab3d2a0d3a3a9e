"""A story page as it is read: its sentences, without their times; the buttons that put a value back."""

from html.parser import HTMLParser
from urllib.parse import parse_qs, urlsplit


class StoryReader(HTMLParser):
    """`sentences`: the text of every entry, blanks made one; `times`, `headings`, `links` (addresses of buttons)."""

    def __init__(self) -> None:
        super().__init__()
        self.sentences: list[str] = []
        self.times: list[str] = []
        self.headings: list[str] = []
        self.links: list[str] = []
        self._lists: list[str] = []
        self._into: list[list[str]] = []

    def handle_starttag(self, tag, attrs) -> None:
        attrs = dict(attrs)
        story = "rk-story" in self._lists
        if tag in ("ol", "ul"):
            self._lists.append(attrs.get("class", ""))
        elif tag == "li" and story and self._lists[-1] == "rk-story":
            self._into.append([])
        elif tag == "li" and story:
            self._say(" | ")
        elif tag == "time" and self._into:
            self._into.append([])
        elif tag == "a" and self._into:
            self.links.append(attrs["href"])
            self._into.append([])
        elif tag == "h2":
            self._into.append([])

    def handle_endtag(self, tag) -> None:
        if tag in ("ol", "ul") and self._lists:
            self._lists.pop()
        elif tag == "li" and self._into and self._lists and self._lists[-1] == "rk-story":
            self.sentences.append(self._take())
        elif tag == "time" and self._into:
            self.times.append(self._take())
        elif tag == "a" and len(self._into) > 1:
            self._into.pop()
        elif tag == "h2" and self._into:
            self.headings.append(self._take())

    def handle_data(self, data) -> None:
        self._say(data)

    def _say(self, text: str) -> None:
        if self._into:
            self._into[-1].append(text)

    def _take(self) -> str:
        return " ".join("".join(self._into.pop()).split())


def read(response) -> StoryReader:
    assert response.status_code == 200, response
    reader = StoryReader()
    reader.feed(response.content.decode())
    return reader


def sentences(client, url: str, **asked) -> list[str]:
    """What the story at `url` says, the newest first."""
    return read(client.get(url, asked)).sentences


def restorable(client, url: str) -> set[tuple[str, int]]:
    """(field, version) of every value that the page offers to put back."""
    asked = (parse_qs(urlsplit(link).query) for link in read(client.get(url)).links)
    return {(one["isian"][0], int(one["versi"][0])) for one in asked}
