"""Functions of text, dates, choices and places."""

from __future__ import annotations

import pytest

from tests.unit.forms.test_xpath_grammar import text_of


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("concat('a', 1, true())", "a1true"),
        ("concat(ho/so)", "23755"),
        ("join(', ', ho/so, 'x')", "23, 75, 5, x"),
        ("starts-with('xã Phước Tín', 'xã')", "true"),
        ("ends-with('2021-06', '06')", "true"),
        ("contains('abc', '')", "true"),
        ("substring-before('12/23', '/')", "12"),
        ("substring-before('abc', 'x')", ""),
        ("substring-before('abc', '')", ""),
        ("substring-after('12/23', '/')", "23"),
        ("substring-after('abc', '')", "abc"),
        ("substring('12345', 2, 3)", "234"),
        ("substring('12345', 1.5, 2.6)", "234"),
        ("substring('12345', 0 div 0)", ""),
        ("substring('12345', -42, 1 div 0)", "12345"),
        ("substring('12345', -1 div 0, 1 div 0)", ""),
        ("substr('hello', 1, 3)", "el"),
        ("substr('hello', -2)", "lo"),
        ("string-length('Phước')", "5"),
        ("normalize-space('  a   b ')", "a b"),
        ("translate('bar', 'abc', 'AB')", "BAr"),
        ("regex('0912', '[0-9]+')", "true"),
        ("regex('a0912', '[0-9]+')", "false"),
        ("regex('a', ten)", "false"),
        ("digest('abc', 'SHA-256', 'hex')",
         "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        ("digest('abc', 'MD5')", "kAFQmDzST7DWlj99KOF/cg=="),
        ("digest('abc', ten)", ""),
        ("base64-decode('SGVsbG8=')", "Hello"),
        ("base64-decode('?')", ""),
        ("string-length(uuid())", "36"),
        ("string-length(uuid(8))", "8"),
        ("uuid(-1)", ""),
    ],
)  # fmt: skip
def test_text(source: str, expected: str) -> None:
    assert text_of(source) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("today()", "2021-06-15"),
        ("now()", "2021-06-15T09:30:00.000+07:00"),
        ("date('2021-6-1')", "2021-06-01"),
        ("date('2021-02-30')", ""),
        ("date('hôm nay')", ""),
        ("date(ngay)", "2021-06-01"),
        ("date('2021-06-01') < today()", "true"),
        ("ngay < today()", "true"),
        ("today() >= '2021-06-15'", "true"),
        ("date(today() + 1)", "2021-06-16"),
        ("int(today() - date('2021-01-01'))", "165"),
        ("date('2021-06-15') = today()", "true"),
        ("date-time('2021-06-15T02:30:00Z') = now()", "true"),
        ("decimal-date-time('1970-01-02T00:00:00Z')", "1"),
        ("decimal-time('12:00:00')", "0.5"),
        ("decimal-time('25:00')", "NaN"),
        ("format-date('2021-06-05', '%d/%m/%Y')", "05/06/2021"),
        ("format-date('2021-06-05', '%e/%n/%y')", "5/6/21"),
        ("format-date-time('2021-06-05T08:05:09', '%H:%M:%S %%')", "08:05:09 %"),
        ("format-date('2021-06-05', '%q')", "%q"),
        ("format-date('', '%Y')", ""),
        ("round((date('2021-06-15') - int(date('2021-06-15'))) * 24)", "17"),
    ],
)
def test_dates_at_the_forms_place(source: str, expected: str) -> None:
    assert text_of(source) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("selected(chon, 'bo')", "true"),
        ("selected(chon, 'b')", "false"),
        ("selected('', 'bo')", "false"),
        ("selected-at(chon, 1)", "de"),
        ("selected-at(chon, 2)", ""),
        ("count-selected(chon)", "2"),
        ("count-non-empty(ho/so | trong)", "3"),
        ("if(1 = 1, 'a', sum(khong_co))", "a"),
        ("coalesce(trong, 'x')", "x"),
        ("coalesce(number('x'), 0)", "0"),
        ("coalesce(ten, 'x')", "Phước Tín"),
        ("once('a')", "Phước Tín"),
        ("boolean-from-string('true')", "true"),
        ("boolean-from-string('có')", "false"),
        ("checklist(1, 2, true(), false())", "true"),
        ("checklist(-1, 1, true(), true())", "false"),
        ("weighted-checklist(5, -1, true(), 3, true(), 2)", "true"),
        ("indexed-repeat(/xa/ho/so, /xa/ho, 2)", "75"),
        ("indexed-repeat(/xa/ho/so, /xa/ho, 9)", ""),
        ("pulldata('giong', 'gia', 'name', 'bo')", "12"),
        ("pulldata('giong', 'gia', '@v', 'a')", "12"),
        ("pulldata('giong', 'gia', 'name', 'ga')", ""),
        ("count(randomize(ho))", "3"),
        ("join('', randomize(ho/so, 5)) = join('', randomize(ho/so, 5))", "true"),
        ("random() < 1", "true"),
        ("count(id('x'))", "0"),
        ("property('x')", ""),
    ],
)
def test_forms(source: str, expected: str) -> None:
    at = "/xa/ten" if source.startswith("once") else "/xa"
    assert text_of(source, at) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("round(distance('11.8 106.9', '11.9 106.9') div 1000)", "11"),
        ("distance('11.8 106.9')", "NaN"),
        ("distance('trên đồi', '1 1')", "NaN"),
        ("round(area('0 0;0 1;1 1;1 0') div 1000000000)", "12"),
        ("area('0 0;0 1')", "0"),
        ("geofence('0.5 0.5', '0 0;0 1;1 1;1 0;0 0')", "true"),
        ("geofence('5 5', '0 0;0 1;1 1;1 0;0 0')", "false"),
        ("geofence('0.5 0.5', '0 0;0 1;1 1;1 0')", "false"),
    ],
)
def test_places(source: str, expected: str) -> None:
    assert text_of(source) == expected
