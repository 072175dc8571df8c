"""XPath 1.0 with the OpenRosa functions: text -> tokens -> tree -> closures.

Numbers are exact decimals. Nothing here knows of forms; a form supplies the nodes and an
`Environment`.
"""

from __future__ import annotations

from dataclasses import dataclass

from reporting.forms.xpath.compile import Namespaces, compile_tree
from reporting.forms.xpath.parser import parse
from reporting.forms.xpath.tree import Tree
from reporting.forms.xpath.values import Closure


@dataclass(frozen=True, slots=True)
class Expression:
    source: str
    tree: Tree
    evaluate: Closure


def expression(source: str, namespaces: Namespaces) -> Expression:
    """Raises XPathError: unreadable, or outside the profile."""
    tree = parse(source)
    return Expression(source, tree, compile_tree(tree, namespaces))
