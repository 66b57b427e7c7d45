"""Converts a formula from LaTeX to MathML that is safe in a page: it contains mathematics and nothing else."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal
from xml.etree import ElementTree

from markupsafe import Markup

from studyguide.text.latex_dialect import converter_latex

MATHML_TAGS = frozenset(
    [
        "math",
        "mrow",
        "mi",
        "mn",
        "mo",
        "mtext",
        "mspace",
        "mfrac",
        "msqrt",
        "mroot",
        "msub",
        "msup",
        "msubsup",
        "munder",
        "mover",
        "munderover",
        "mtable",
        "mtr",
        "mtd",
        "mstyle",
        "mpadded",
        "mphantom",
        "menclose",
    ]
)
MATHML_ATTRIBUTES = frozenset(
    [
        "display",
        "stretchy",
        "fence",
        "form",
        "separator",
        "accent",
        "movablelimits",
        "linethickness",
        "columnalign",
        "rowspacing",
        "columnspacing",
        "lspace",
        "rspace",
        "minsize",
        "maxsize",
        "mathvariant",
        "displaystyle",
        "scriptlevel",
        "width",
        "height",
        "depth",
    ]
)
SPACE = "{http://www.w3.org/1998/Math/MathML}"


@lru_cache(maxsize=1 << 12)  # a formula is checked, and then shown on several pages
def mathml(latex: str, display: Literal["block", "inline"] = "block", source: str = "") -> Markup:
    """Returns LaTeX as MathML. Raises ValueError when it cannot be converted or would hold anything but mathematics.

    `display` is `block` or `inline`. `source` is LaTeX that the result holds as an annotation, which browsers do not
    show and readers can copy; '' for none.
    """
    from latex2mathml.converter import convert  # 30 ms that a guide without formulas does not need

    try:
        root = ElementTree.fromstring(convert(converter_latex(latex), display=display))
    except Exception as error:
        raise ValueError(f"not readable as LaTeX{f': {error}' if str(error) else ''}") from error
    for element in root.iter():
        element.tag = element.tag.removeprefix(SPACE)
        if element.tag not in MATHML_TAGS:
            raise ValueError(f"`{element.tag}` is no mathematics")
        if (element.text or "").startswith("\\"):
            raise ValueError(f"`{element.text}` is no command that is known here")
        for name in set(element.attrib) - MATHML_ATTRIBUTES:
            del element.attrib[name]
    if source:
        _annotate(root, source)
    return Markup(ElementTree.tostring(root, encoding="unicode"))


def _annotate(root: ElementTree.Element, source: str) -> None:
    row = ElementTree.Element("mrow")
    row.extend(list(root))
    for child in list(root):
        root.remove(child)
    semantics = ElementTree.SubElement(root, "semantics")
    semantics.append(row)
    ElementTree.SubElement(semantics, "annotation", encoding="application/x-tex").text = source
