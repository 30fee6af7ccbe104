"""A form as a browser reads and sends it: what stands in it, and the line ends on the way."""

from html.parser import HTMLParser

from tests.tracing import untraced


class Form(HTMLParser):
    """The controls of the form for editing on a page, by name.

    `values` is what would be sent; `options` are those of lists to pick from, `kinds` the types of
    the inputs.
    """

    @untraced
    def __init__(self, response):
        super().__init__()
        self.action = ""
        self.values: dict[str, str] = {}
        self.kinds: dict[str, str] = {}
        self.options: dict[str, list[str]] = {}
        self.labels: dict[str, str] = {}
        self.within = self.picking = self.area = self.labelled = ""
        self.text = self.code = ""
        self.feed(response.content.decode())
        self.close()

    def handle_starttag(self, tag, pairs):
        held = {name: value or "" for name, value in pairs}
        if tag == "form":
            self.within = "yes" if is_ours(held) else ""
            self.action = held["action"] if self.within else self.action
        if tag == "code":
            self.text = ""
        read = getattr(self, f"read_{tag}", None)
        if self.within and read:
            read(held)

    def read_input(self, held):
        name, kind = held["name"], held.get("type", "text")
        self.kinds[name] = kind
        if kind == "radio":
            self.options.setdefault(name, []).append(held["value"])
            if "checked" in held:
                self.values[name] = held["value"]
        elif kind == "checkbox":
            self.options[name] = [held.get("value", "on")]
        elif kind != "file":
            # A line of text holds no line ends, whatever the page says.
            self.values[name] = held.get("value", "").replace("\r", "").replace("\n", "")

    def read_textarea(self, held):
        self.area, self.text = held["name"], ""
        self.kinds[self.area] = "textarea"

    def read_select(self, held):
        self.picking = held["name"]
        self.kinds[self.picking] = "select"
        self.options[self.picking] = []

    def read_option(self, held):
        if self.picking:
            self.options[self.picking].append(held["value"])
            if "selected" in held or self.picking not in self.values:
                self.values[self.picking] = held["value"]

    def read_label(self, held):
        self.labelled, self.text = held.get("for", ""), ""

    def handle_data(self, text):
        self.text += text

    def handle_endtag(self, tag):
        if tag == "form":
            self.within = ""
        if tag == "select":
            self.picking = ""
        if tag == "code":
            self.code = self.text
        if tag == "textarea" and self.area:
            # The first line end belongs to the tag.
            self.values[self.area] = self.text.removeprefix("\n")
            self.area = ""
        if tag == "label" and self.labelled:
            self.labels.setdefault(self.code, self.labelled)
            self.labelled = ""

    def of(self, attribute: str) -> str:
        """The start of the names of the controls of an attribute."""
        return self.labels[attribute]

    def sent(self, **changes: str) -> dict[str, str]:
        """What is posted once controls were changed: `amount` is typed, `amount__state` chosen."""
        values = dict(self.values)
        for name, value in changes.items():
            attribute, _, part = name.partition("__")
            known = attribute in self.labels
            values[f"{self.of(attribute)}.{part or 'text'}" if known else name] = value
        return {name: line_ends(value) for name, value in values.items()}


def is_ours(form: dict[str, str]) -> bool:
    """Whether it is the form of the page, not one of the frame around it."""
    return form.get("method") == "post" and form["action"].startswith(("/data/", "/new/"))


def line_ends(text: str) -> str:
    """Browsers send two characters for each."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\r\n")
