"""HTML as a tree, for tests: strict where a browser would guess."""

from collections.abc import Iterator
from html.parser import HTMLParser

VOID = {"meta", "br", "circle", "line", "polyline"}


class Element:
    def __init__(self, tag: str, attributes: dict[str, str], parent: "Element | None") -> None:
        self.tag, self.attributes, self.parent = tag, attributes, parent
        self.children: list[Element | str] = []

    def all(self, tag: str = "", **attributes: str) -> "list[Element]":
        """Descendants, in order; an attribute named class_ holds if the class is among the element's."""
        found: list[Element] = []
        for child in self.children:
            if isinstance(child, Element):
                holds = all(
                    value in child.attributes.get("class", "").split()
                    if name == "class_"
                    else child.attributes.get(name.replace("_", "-")) == value
                    for name, value in attributes.items()
                )
                found += [child] if holds and tag in ("", child.tag) else []
                found += child.all(tag, **attributes)
        return found

    def one(self, tag: str = "", **attributes: str) -> "Element":
        (found,) = self.all(tag, **attributes)
        return found

    @property
    def text(self) -> str:
        return " ".join("".join(self._texts()).split())

    def _texts(self) -> Iterator[str]:
        for child in self.children:
            yield from [child] if isinstance(child, str) else child._texts()


class Page(HTMLParser):
    """A tree of the page; strict where a browser would guess."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.root = self.at = Element("", {}, None)
        self.feed(text)
        self.close()
        assert self.at is self.root, f"<{self.at.tag}> is not closed"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len(dict(attrs)) == len(attrs), f"<{tag}> has an attribute twice"
        element = Element(tag, {name: value or "" for name, value in attrs}, self.at)
        self.at.children.append(element)
        if tag not in VOID:
            self.at = element

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in VOID
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        assert self.at.parent is not None
        assert tag == self.at.tag, f"</{tag}> inside <{self.at.tag}>"
        self.at = self.at.parent

    def handle_data(self, data: str) -> None:
        self.at.children.append(data)

    def section(self, name: str) -> Element:
        return self.root.one("section", id=name)
