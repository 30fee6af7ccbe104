"""A store whose service cuts every page short, as the real one does after 1 MB."""

from collections.abc import Iterator

from entities.dynamodb.store import Page, Store


class ShortPages(Store):
    """At most `cut` items are read by one call."""

    cut = 2

    def page(self, entity, path, *, limit=None, **more) -> Page:
        return super().page(entity, path, limit=min(limit or self.cut, self.cut), **more)

    def pages(self, entity, *, limit=None, **more) -> Iterator[Page]:
        return super().pages(entity, limit=min(limit or self.cut, self.cut), **more)
