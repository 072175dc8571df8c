"""XForm XML -> Form. Everything outside the profile is refused here, never in a conversation."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from lxml import etree

from reporting.faults import Fault, Faulty, Place
from reporting.forms.model import Entry, Form
from reporting.forms.xform.body import BodyReader, read_action
from reporting.forms.xform.dependencies import cycles, order_of
from reporting.forms.xform.entries import JAVAROSA, Tree, qualified
from reporting.forms.xform.questions import Bind
from reporting.forms.xform.secondary import secondary_instances
from reporting.forms.xform.xml_text import Texts, tag, xform
from reporting.forms.xpath import Expression, expression
from reporting.forms.xpath.tree import XPathError

OWN_NAMESPACE = "urn:tonghop:form"
_HTML = "{http://www.w3.org/1999/xhtml}"
_NAMESPACES = {
    "jr": JAVAROSA,
    "orx": "http://openrosa.org/xforms",
    "odk": "http://www.opendatakit.org/xforms",
    "h": "http://www.w3.org/1999/xhtml",
}
_NO_FILES: Mapping[str, bytes] = MappingProxyType({})


def load(xml: bytes, files: Mapping[str, bytes] = _NO_FILES) -> Form:
    """`files`: what external instances refer to, by file name. Raises Faulty with all faults,
    each naming its node in `place.key` and its XForm attribute in `place.column`."""
    loader = _Loader(xml, files)
    form = loader.form()
    faults = loader.faults or cycles(form)
    if any(fault.fatal for fault in faults):
        raise Faulty(faults)
    return replace(form, order=order_of(form))


class _Loader:
    def __init__(self, xml: bytes, files: Mapping[str, bytes]) -> None:
        self.faults: list[Fault] = []
        self._xml = xml
        self._files = files
        root = _parse(xml)
        self._body_element = _need(root, f"{_HTML}body")
        self._model = _need(root, f"{_HTML}head/{xform('model')}")
        self._title = root.findtext(f"{_HTML}head/{_HTML}title") or ""
        self._namespaces = {**_NAMESPACES, **{k: str(v) for k, v in self._model.nsmap.items() if k}}
        self.primary = self._primary_instance()
        self._known = frozenset(_paths(self.primary, ""))
        self._binds: dict[str, Bind] = {}
        self.bind_ids: dict[str, str] = {}

    def form(self) -> Form:
        texts = Texts(self._model, self.compile, self._known)
        self._binds = self._read_binds()
        root_path = f"/{tag(self.primary)}"
        self._resolve_bind_ids()
        body = BodyReader(texts, self.compile, self.refuse).read(self._body_element, root_path)
        actions = list(body.actions)
        for action in self._model.iterfind(xform("setvalue")):
            read_action(action, root_path, "", self.compile, actions)
        tree = Tree(self.bind, body, texts, self.compile, self.refuse)
        root = tree.grow(self.primary)
        return Form(
            id=str(self.primary.get("id", "")),
            title=self._title.strip(),
            version=hashlib.sha256(self._xml).hexdigest(),
            xml=self._xml,
            language=texts.default,
            languages=tuple(texts.languages),
            root=root,
            entries=MappingProxyType({entry.nodeset: entry for entry in _walk(root)}),
            instances=MappingProxyType(secondary_instances(self._model, self._files, self.refuse)),
            itext=MappingProxyType(texts.itext),
            actions=tuple(actions),
            declared_version=str(self.primary.get("version", "")),
            initial_counts=MappingProxyType(tree.counts),
        )

    def _resolve_bind_ids(self) -> None:
        """A control may name its bind instead of its node."""
        for root in (self._body_element, self._model):
            for element in root.iter():
                named = self.bind_ids.get(str(element.get("bind", ""))) if tag(element) else None
                if named is not None:
                    element.set("ref", named)

    def compile(self, source: str, nodeset: str, attribute: str) -> Expression | None:
        """None where it cannot be; the fault is kept."""
        try:
            return expression(source, self._namespaces)
        except XPathError as error:
            params = {"text": source.strip(), "detail": error.detail, "node": _last(nodeset)}
            place = Place("", key=nodeset, column=attribute)
            self.faults.append(Fault(f"form.xpath.{error.code}", place, params))
            return None

    def refuse(self, code: str, nodeset: str, detail: str) -> None:
        params = {"detail": detail, "node": _last(nodeset)}
        self.faults.append(Fault(code, Place("", key=nodeset), params))

    def bind(self, nodeset: str) -> Bind:
        return self._binds.get(nodeset) or Bind(nodeset, {}, {})

    def _primary_instance(self) -> etree._Element:
        instance = self._model.find(xform("instance"))
        found = [child for child in instance if tag(child)] if instance is not None else []
        if not found:
            raise Faulty([Fault("form.xml", Place(""), {"detail": "instance"})])
        return found[0]

    def _read_binds(self) -> dict[str, Bind]:
        binds: dict[str, Bind] = {}
        for element in self._model.iterfind(xform("bind")):
            nodeset = str(element.get("nodeset") or element.get("ref") or "").strip()
            if "id" in element.attrib:
                self.bind_ids[str(element.get("id"))] = nodeset
            plain: dict[str, str] = {}
            own: dict[str, str] = {}
            for key, value in element.attrib.items():
                name = etree.QName(key)
                if name.namespace == OWN_NAMESPACE:
                    own[name.localname] = str(value)
                else:
                    prefix = "jr:" if name.namespace == _NAMESPACES["jr"] else ""
                    plain[f"{prefix}{name.localname}"] = str(value)
            binds[nodeset] = Bind(nodeset, plain, own)
        return binds


def _parse(xml: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True)
    try:
        return etree.fromstring(xml, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Faulty([Fault("form.xml", Place(""), {"detail": str(error)[:200]})]) from error


def _need(root: etree._Element, path: str) -> etree._Element:
    found = root.find(path)
    if found is None:
        raise Faulty([Fault("form.xml", Place(""), {"detail": path.rpartition("}")[2]})])
    return found


def _paths(element: etree._Element, parent: str) -> list[str]:
    path = f"{parent}/{qualified(element)}"
    below = [each for child in element if tag(child) for each in _paths(child, path)]
    return [path, *below]


def _walk(entry: Entry) -> Iterator[Entry]:
    yield entry
    for child in entry.children:
        yield from _walk(child)


def _last(nodeset: str) -> str:
    return nodeset.rpartition("/")[2]
