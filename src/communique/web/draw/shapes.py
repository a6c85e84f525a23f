"""Elements of SVG as markup; every word and value that is put into one is escaped."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from communique.display.plain import plain_text

Value = str | float | None


def element(name: str, *inside: str, **attributes: Value) -> Markup:
    """Return an element.

    Args:
        name: such as ``circle``.
        inside: markup stays as it is, words are escaped.
        attributes: a blank stands for one without a value, ``None`` for none; ``font_size`` is
            ``font-size``, ``class_`` is ``class``.
    """
    told = Markup("").join(
        Markup(' {}="{}"').format(key.rstrip("_").replace("_", "-"), _value(value))
        for key, value in attributes.items()
        if value is not None
    )
    return Markup("<{0}{1}>{2}</{0}>").format(name, told, joined(inside))


def joined(parts: Iterable[str]) -> Markup:
    """Return several pieces of markup as one."""
    return Markup("").join(parts)


def words(told: str, x: float, y: float, style: str, *, anchor: str = "start") -> Markup:
    """Return words at a point; ``anchor`` is their start, middle or end."""
    return element("text", plain_text(told), x=x, y=y, class_=style, text_anchor=anchor)


def line(x1: float, y1: float, x2: float, y2: float, style: str) -> Markup:
    """Return a straight line."""
    return element("line", x1=x1, y1=y1, x2=x2, y2=y2, class_=style)


def picture(inside: Iterable[str], *, size: tuple[float, float], title: str, desc: str) -> Markup:
    """Return a drawing without links: to a reader who does not see it, one image in words."""
    head = (element("title", plain_text(title)), element("desc", plain_text(desc)))
    return element("svg", *head, *inside, role="img", viewBox=_box(size), class_="chart")


def linked_picture(inside: Iterable[str], *, size: tuple[float, float], title: str) -> Markup:
    """Return a drawing whose parts are links, which an image could not hold."""
    return element(
        "svg", *inside, role="group", aria_label=plain_text(title), viewBox=_box(size),
        class_="chart",
    )  # fmt: skip


def link(address: str, title: str, *inside: str, style: str) -> Markup:
    """Return parts of a drawing that lead somewhere.

    They are passed over by the tab key: the table beside a chart has the same links in order.
    """
    told = plain_text(title)
    return element(
        "a", element("title", told), *inside,
        href=address, class_=style, aria_label=told, tabindex="-1",
    )  # fmt: skip


def _box(size: tuple[float, float]) -> str:
    return f"0 0 {size[0]:g} {size[1]:g}"


def _value(value: Value) -> str:
    return f"{value:.1f}".removesuffix(".0") if isinstance(value, float) else str(value)
