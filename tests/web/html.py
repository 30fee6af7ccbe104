"""A page as a list of its elements, and the rules that hold for every page."""

from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser

from tests.tracing import untraced

VOID = {"meta", "link", "input", "img", "br", "hr", "source", "use", "rect", "line", "path"}
RESOURCES = {"script": "src", "img": "src", "link": "href", "use": "href", "iframe": "src"}


@dataclass
class Element:
    tag: str
    attributes: dict[str, str]
    within: "Element | None" = None
    parts: list["Element | str"] = field(default_factory=list)

    @cached_property
    def text(self) -> str:
        return "".join(part if isinstance(part, str) else part.text for part in self.parts)

    @cached_property
    def children(self) -> list["Element"]:
        return [part for part in self.parts if not isinstance(part, str)]

    def __getitem__(self, name: str) -> str:
        return self.attributes.get(name, "")

    def __contains__(self, name: str) -> bool:
        return name in self.attributes

    def above(self, tag: str) -> "Element | None":
        """The nearest element of this tag that holds it."""
        parent = self.within
        while parent is not None and parent.tag != tag:
            parent = parent.within
        return parent

    def inside(self):
        """Every element it holds."""
        for child in self.children:
            yield child
            yield from child.inside()


class Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.root = Element("", {})
        self.elements: list[Element] = []
        self._open = [self.root]

    def handle_starttag(self, tag, attributes):
        made = Element(tag, {name: value or "" for name, value in attributes}, self._open[-1])
        made.within.parts.append(made)
        self.elements.append(made)
        if tag not in VOID:
            self._open.append(made)

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)
        if tag not in VOID:
            self._open.pop()

    def handle_endtag(self, tag):
        if tag in VOID:
            return
        assert self._open[-1].tag == tag, f"</{tag}> closes <{self._open[-1].tag}>"
        self._open.pop()

    def handle_data(self, text):
        self._open[-1].parts.append(text)


def read(response) -> Reader:
    """The page of an answer, read once. Fails where a tag closes another."""
    if not hasattr(response, "page_as_read"):
        response.page_as_read = _read(response.content.decode())
    return response.page_as_read


@untraced
def _read(page: str) -> Reader:
    reader = Reader()
    reader.feed(page)
    reader.close()
    return reader


def find(response, tag: str, **attributes: str) -> list[Element]:
    """The elements with this tag and these attributes; `hx_get` asks for `hx-get`."""
    wanted = {name.strip("_").replace("_", "-"): value for name, value in attributes.items()}
    return [
        element
        for element in read(response).elements
        if element.tag == tag
        and all(element.attributes.get(name) == value for name, value in wanted.items())
    ]


def texts(response, tag: str, **attributes: str) -> list[str]:
    """What those elements say, with plain spaces."""
    return [" ".join(element.text.split()) for element in find(response, tag, **attributes)]


def links(response) -> list[str]:
    return [element["href"] for element in find(response, "a")]


def link(response, text: str) -> str:
    """The address of the one link that says this."""
    found = {e["href"] for e in find(response, "a") if " ".join(e.text.split()) == text}
    assert len(found) == 1, f"{len(found)} links say {text}"
    return found.pop()


def problems(response, *, whole: bool = True):
    """Sentences about what is wrong with a page; `whole` is False for what htmx swaps in."""
    elements = read(response).elements
    for element in elements:
        yield from _inline(element)
        yield from _outside(element)
        yield from _unsaid(element)
        yield from _unlinked(element)
    yield from _ids(elements, whole)
    if whole:
        yield from _frame(elements)


def _inline(element: Element):
    if element.tag == "style" or (element.tag == "script" and not element["src"]):
        yield f"an inline <{element.tag}>"
    for name in element.attributes:
        if name == "style" or name.startswith("on"):
            yield f"{name}= on <{element.tag}>"


def _outside(element: Element):
    address = element[RESOURCES.get(element.tag, "")]
    if address.startswith(("http:", "https:", "//")):
        yield f"<{element.tag}> from {address}"


def _unsaid(element: Element):
    if element.tag == "img" and "alt" not in element.attributes:
        yield f"a picture without alt: {element['src']}"
    if element.tag == "table":
        captions = [child.text.strip() for child in element.children if child.tag == "caption"]
        if len(captions) != 1 or not captions[0]:
            yield "a table without a caption"


def _unlinked(element: Element):
    """What works by htmx works without it, and what changes something carries our token."""
    if element["hx-get"]:
        form = element.above("form")
        plain = element["href"] or (form["action"] if form else "")
        if plain != element["hx-get"]:
            yield f"hx-get {element['hx-get']} beside {plain or 'nothing'}"
    if element["hx-post"] and element.tag != "form" and element.above("form") is None:
        yield f"hx-post {element['hx-post']} outside a form"
    if element.tag == "form" and element["method"].lower() == "post":
        names = [inner["name"] for inner in element.inside()]
        if "csrfmiddlewaretoken" not in names:
            yield f"a form to {element['action']} without a token"


def _ids(elements: list[Element], whole: bool):
    ids = Counter(element["id"] for element in elements if element["id"])
    for name, times in sorted(ids.items()):
        if times > 1:
            yield f"the id {name} twice"
    names = ("for", "aria-describedby", "aria-labelledby", "aria-controls", "popovertarget")
    for element in elements if whole else ():
        for name in names:
            for wanted in element[name].split():
                if wanted not in ids:
                    yield f"{name}={wanted} on <{element.tag}> leads nowhere"


def _frame(elements: list[Element]):
    def said(tag):
        return [element.text.strip() for element in elements if element.tag == tag]

    headings, titles = said("h1"), said("title")
    if len(headings) != 1 or not headings[0]:
        yield f"{len(headings)} headings of the first level: {headings}"
    if not titles or not titles[0]:  # more are those of drawings
        yield "no title"
    (root,) = (element for element in elements if element.tag == "html")
    if not root["lang"]:
        yield "no language"
