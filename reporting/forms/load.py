"""XForm XML -> Form. Everything outside the profile is refused here, never in a conversation."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from lxml import etree

from reporting.faults import Fault, Faulty, Place
from reporting.forms.body import Body, BodyReader, read_action
from reporting.forms.dependencies import cycles
from reporting.forms.model import Entry, Form, Ref, Repeat, Rules, Text
from reporting.forms.questions import Bind, question
from reporting.forms.secondary import secondary_instances
from reporting.forms.xml_text import Texts, tag, xform
from reporting.forms.xpath import Expression, expression
from reporting.forms.xpath.nodes import XFORMS
from reporting.forms.xpath.tree import XPathError

OWN_NAMESPACE = "urn:tonghop:form"
_JR = "{http://openrosa.org/javarosa}"
_HTML = "{http://www.w3.org/1999/xhtml}"
_NAMESPACES = {
    "jr": "http://openrosa.org/javarosa",
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
    return form


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
        tree = _Tree(self, body, texts)
        root = tree.entry([self.primary], "")
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


class _Tree:
    """Builds the entries of the primary instance."""

    def __init__(self, loader: _Loader, body: Body, texts: Texts) -> None:
        self._loader = loader
        self._body = body
        self._texts = texts
        self._initial: dict[str, dict[Ref, str]] = {}
        self.counts: dict[Ref, int] = {}
        self._gather(loader.primary, f"/{tag(loader.primary)}", f"/{tag(loader.primary)}")

    def _gather(self, element: etree._Element, nodeset: str, ref: Ref) -> None:
        """What the repeat instances hold that the form itself brings; they are called 1, 2 …"""
        if "[" in ref and not any(tag(child) for child in element):
            self._initial.setdefault(nodeset, {})[ref] = (element.text or "").strip()
        for child in element:
            name = _qualified(child) if tag(child) else ""
            below, place = f"{nodeset}/{name}", f"{ref}/{name}"
            if below in self._body.repeats:
                if f"{_JR}template" in child.attrib:
                    self.counts.setdefault(place, 0)
                    continue
                self.counts[place] = self.counts.get(place, 0) + 1
                self._gather(child, below, f"{place}[{self.counts[place]}]")
            elif name:
                self._gather(child, below, place)

    def entry(self, elements: list[etree._Element], parent: str, *, blank: bool = False) -> Entry:
        """`elements`: the same node of the form, several times where it repeats. `blank`: inside
        a repeat without a template, whose values belong to the first instance alone."""
        template = next((each for each in elements if f"{_JR}template" in each.attrib), elements[0])
        nodeset = f"{parent}/{_qualified(template)}"
        bind = self._loader.bind(nodeset)
        repeats = nodeset in self._body.repeats
        blank = blank or (repeats and f"{_JR}template" not in template.attrib)
        children = tuple(self.entry(each, nodeset, blank=blank) for each in _grouped(template))
        control = self._body.controls.get(nodeset)
        return Entry(
            name=etree.QName(template).localname,
            nodeset=nodeset,
            uri=_uri(template),
            prefix=template.prefix or "",
            attributes=_attributes(template),
            children=children,
            default="" if children or blank else (template.text or "").strip(),
            rules=self._rules(bind),
            rounds=frozenset(bind.own.get("rounds", "").split()),
            question=None
            if children or not parent or "/meta/" in nodeset or template.prefix
            else question(etree.QName(template).localname, bind, control, self._loader.refuse),
            repeat=self._repeat(nodeset, bind, elements),
            label=control.label if control else self._body.labels.get(nodeset, Text({})),
            hint=control.hint if control else Text({}),
            itemset=control.itemset if control else None,
            preload=bind.plain.get("jr:preload", ""),
            type=bind.type,
            closing=bind.plain.get("jr:preloadParams") == "end",
            initial=self._initial.get(nodeset, {}),
        )

    def _repeat(self, nodeset: str, bind: Bind, elements: list[etree._Element]) -> Repeat | None:
        control = self._body.repeats.get(nodeset)
        if control is None:
            return None
        zero = bind.own.get("zero", "")
        concrete = sum(1 for each in elements if f"{_JR}template" not in each.attrib)
        return Repeat(
            nodeset=nodeset,
            label=control.label.plain(),
            starts_empty=bool(zero),
            zero=zero,
            count=control.count,
            initial=0 if zero or control.count is not None else max(concrete, control.fixed),
            fixed=control.fixed,
        )

    def _rules(self, bind: Bind) -> Rules:
        def compiled(attribute: str, source: str | None) -> Expression | None:
            if source is None or not source.strip():
                return None
            return self._loader.compile(source, bind.nodeset, attribute)

        def message(text: str | None) -> Text:
            return self._texts.message(text, bind.nodeset)

        plain, own = bind.plain, bind.own
        return Rules(
            relevant=compiled("relevant", plain.get("relevant")),
            required=compiled("required", plain.get("required")),
            readonly=compiled("readonly", plain.get("readonly")),
            calculate=compiled("calculate", plain.get("calculate")),
            constraint=compiled("constraint", plain.get("constraint")),
            rule=compiled("th:rule", own.get("rule")),
            warn=compiled("th:warn", own.get("warn")),
            expected=compiled("th:expected", own.get("expected")),
            constraint_message=message(plain.get("jr:constraintMsg")),
            required_message=message(plain.get("jr:requiredMsg")),
            rule_message=message(own.get("rule_message")),
            warn_message=message(own.get("warn_message")),
        )


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


def _uri(element: etree._Element) -> str:
    uri = etree.QName(element).namespace or ""
    return "" if uri == XFORMS else uri


def _qualified(element: etree._Element) -> str:
    local = etree.QName(element).localname
    return f"{element.prefix}:{local}" if element.prefix else local


def _paths(element: etree._Element, parent: str) -> list[str]:
    path = f"{parent}/{_qualified(element)}"
    below = [each for child in element if tag(child) for each in _paths(child, path)]
    return [path, *below]


def _grouped(element: etree._Element) -> list[list[etree._Element]]:
    groups: dict[str, list[etree._Element]] = {}
    for child in element:
        if tag(child):
            groups.setdefault(_qualified(child), []).append(child)
    return list(groups.values())


def _attributes(element: etree._Element) -> tuple[tuple[str, str, str], ...]:
    found = []
    for key, value in element.attrib.items():
        name = etree.QName(key)
        if name.namespace != _NAMESPACES["jr"]:
            found.append((name.namespace or "", name.localname, str(value)))
    return tuple(found)


def _walk(entry: Entry) -> Iterator[Entry]:
    yield entry
    for child in entry.children:
        yield from _walk(child)


def _last(nodeset: str) -> str:
    return nodeset.rpartition("/")[2]
