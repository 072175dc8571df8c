"""Reading and evaluating expressions: XPath 1.0 over a small document."""

from __future__ import annotations

from datetime import datetime
from random import Random
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from reporting.forms.xpath import expression
from reporting.forms.xpath.nodes import Node, from_xml
from reporting.forms.xpath.tree import XPathError
from reporting.forms.xpath.values import Environment, Focus, Value, to_string

DOCUMENT = """
<xa ma="25222">
  <ten>Phước Tín</ten>
  <ho><so>23</so><loai>nghèo</loai></ho>
  <ho><so>75</so><loai>cận nghèo</loai></ho>
  <ho><so>5</so><loai>nghèo</loai><con><so>1</so></con></ho>
  <trong/>
  <chon>bo de</chon>
  <ngay>2021-06-01</ngay>
  <div>6</div>
</xa>
"""
OTHER = "<root><item v='a'><name>bo</name><gia>12</gia></item><item><name>de</name></item></root>"


def environment(document: Node) -> Environment:
    other = from_xml(etree.fromstring(OTHER))
    return Environment(
        now=datetime(2021, 6, 15, 9, 30, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh")),
        main=document,
        instance=lambda name: [other] if name == "giong" else [],
        chance=Random(1),
    )


def value_of(source: str, at: str = "/xa") -> Value:
    document = from_xml(etree.fromstring(DOCUMENT.strip()))
    around = environment(document)
    found = expression(at, {}).evaluate(Focus(document, around))
    assert isinstance(found, list)
    return expression(source, {"m": "urn:m"}).evaluate(Focus(found[0], around))


def text_of(source: str, at: str = "/xa") -> str:
    return to_string(value_of(source, at))


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("1 + 2 * 3", "7"),
        ("(1 + 2) * 3", "9"),
        ("10 - 2 - 3", "5"),
        ("7 mod 3", "1"),
        ("-7 mod 3", "-1"),
        ("7 div 2", "3.5"),
        ("1 div 0", "Infinity"),
        ("-1 div 0", "-Infinity"),
        ("0 div 0", "NaN"),
        ("--3", "3"),
        ("---3", "-3"),
        (".5 + 5.", "5.5"),
        ("1 < 2 and 2 < 3 or false()", "true"),
        ("1 = 1 = true()", "true"),
        ("3 > 2 > 1", "false"),
        ("'a' = \"a\"", "true"),
        ("'div' = 'div'", "true"),
        ("div div div", "1"),
        ("div * 2", "12"),
        ("count(*)", "8"),
        ("count(ho)", "3"),
        ("count(//so)", "4"),
        ("count(/xa/ho/so)", "3"),
        ("count(/xa//so)", "4"),
        ("count(ho/node())", "7"),
        ("count(ho[loai = 'nghèo'])", "2"),
        ("ho[2]/so", "75"),
        ("ho[last()]/so", "5"),
        ("ho[position() = 1]/loai", "nghèo"),
        ("ho[so > 20][loai = 'nghèo']/so", "23"),
        ("(//so)[4]", "1"),
        ("//so[. = 1]/../../loai", "nghèo"),
        ("@ma", "25222"),
        ("/xa/@ma", "25222"),
        ("count(@*)", "1"),
        ("ho[1]/following-sibling::ho[1]/so", "75"),
        ("ho[3]/preceding-sibling::ho[1]/so", "75"),
        ("ho[3]/preceding::so[1]", "75"),
        ("ho[1]/following::so[1]", "75"),
        ("count(ho[3]/con/ancestor::*)", "2"),
        ("count(ho[3]/con/ancestor-or-self::*)", "3"),
        ("name(ho[1]/parent::node())", "xa"),
        ("count(self::xa)", "1"),
        ("count(self::ho)", "0"),
        ("count(descendant::so)", "4"),
        ("count(ten/text())", "1"),
        ("count(ho | trong | ho)", "4"),
        ("name((trong | ten)[1])", "ten"),
        ("ho/so = 75", "true"),
        ("ho/so != 75", "true"),
        ("ho/so > 75", "false"),
        ("ho/so >= 75", "true"),
        ("khong_co = 1", "false"),
        ("khong_co != 1", "false"),
        ("trong = ''", "true"),
        ("trong > 0", "false"),
        ("true() = ho", "true"),
        ("not(khong_co)", "true"),
        ("boolean('false')", "true"),
        ("instance('giong')/root/item[1]/name", "bo"),
        ("instance('giong')/root/item[name = 'bo']/gia", "12"),
        ("instance('giong')/root/item[@v = 'a']/name", "bo"),
        ("count(instance('giong')/root/item[selected(/xa/chon, name)])", "2"),
        ("count(instance('khac')/root/item)", "0"),
        ("  1  +  1  ", "2"),
        ("1+1", "2"),
        ("2*3", "6"),
        ("count(ho)-1", "2"),
        ("1\n+\n1", "2"),
    ],
)
def test_expressions_give_what_xpath_says(source: str, expected: str) -> None:
    assert text_of(source) == expected


def test_a_name_may_have_dots_dashes_and_letters_of_any_language() -> None:
    document = from_xml(etree.fromstring("<a><số-hộ.2021>3</số-hộ.2021></a>"))
    found = expression("/a/số-hộ.2021 + 1", {}).evaluate(Focus(document, environment(document)))
    assert to_string(found) == "4"


def test_current_is_the_node_asked_for_inside_predicates() -> None:
    assert text_of("../ho[so = current()/../ho[2]/so]/loai", "/xa/ten") == "cận nghèo"


def test_position_of_a_node_counts_its_like() -> None:
    assert text_of("position(..)", "/xa/ho[3]/so") == "3"


def test_a_prefix_selects_its_namespace() -> None:
    document = from_xml(etree.fromstring("<a xmlns:x='urn:m'><x:b>1</x:b><b>2</b></a>"))
    around = environment(document)
    assert to_string(expression("/a/m:b", {"m": "urn:m"}).evaluate(Focus(document, around))) == "1"
    assert to_string(expression("/a/b", {}).evaluate(Focus(document, around))) == "2"


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("", "syntax"),
        ("1 +", "syntax"),
        ("(1", "syntax"),
        ("ho[", "syntax"),
        ("ho[1", "syntax"),
        ("'abc", "syntax"),
        ("1 2", "syntax"),
        ("a b", "syntax"),
        ("/xa/", "syntax"),
        ("concat('a',)", "syntax"),
        ("a#b", "syntax"),
        ("số hộ", "syntax"),
        ("$x + 1", "variable"),
        ("trời::ho", "axis"),
        ("tong(1)", "function"),
        ("sum()", "arity"),
        ("round(1, 2, 3)", "arity"),
        ("indexed-repeat(a, b)", "arity"),
        ("indexed-repeat(a, b, 1, c)", "arity"),
        ("sum(1)", "value"),
        ("count('a')", "value"),
        ("1 | 2", "value"),
        ("'a'/b", "value"),
        ("(1)[1]", "value"),
        ("regex(., '[')", "value"),
        ("digest(., 'ROT13')", "value"),
        ("x:ten", "prefix"),
        ("(" * 100 + "1" + ")" * 100, "depth"),
        (" + ".join(["1"] * 300), "depth"),
    ],
)
def test_what_lies_outside_the_profile_is_refused_when_it_is_read(source: str, code: str) -> None:
    with pytest.raises(XPathError) as raised:
        expression(source, {})
    assert raised.value.code == code


@given(st.text(alphabet="/.@*[]()'\"+-=<>!|, ahodivmn1.$:", max_size=24))
def test_any_text_is_an_expression_or_refused(source: str) -> None:
    try:
        compiled = expression(source, {})
    except XPathError:
        return
    document = from_xml(etree.fromstring(DOCUMENT.strip()))
    to_string(compiled.evaluate(Focus(document.children[0], environment(document))))
