"""Takes the pictures of the guides from a running `make demo`:

    .venv/bin/python -m tests.docs.pictures http://127.0.0.1:8080/

Each picture is a phone after somebody did something; `docs/pictures/vi/` is where they go. Start
the demo anew before taking them again: the scenes answer real questions.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from shutil import which

from playwright.sync_api import Page, sync_playwright

from tests.simulator.test_page import BROWSERS, CHROMIUM
from tests.sources import ROOT

FOLDER = ROOT / "docs" / "pictures" / "vi"
WIDTH, HEIGHT = 390, 760
SETTLED = 2500  # milliseconds after what somebody did; documents take longest

LIAISON, OFFICE, SENT = "Vũ Thị Giang", "Lê Thị Hoa", "Trung tâm Y tế"
SENT_UNIT = "Trung tâm Y tế thị xã"  # as on its button


@dataclass(frozen=True)
class Scene:
    """`name` is the picture's; `who` is searched for on the page. What stands in [brackets] is a
    button, all else is typed."""

    name: str
    who: str
    does: Sequence[str] = ()


SCENES = (
    Scene("bat-dau", LIAISON),
    Scene("cau-hoi", LIAISON, ["/baocao"]),
    Scene("ghi-nhan", LIAISON, ["05 lớp"]),
    Scene("huong-dan", LIAISON, ["/huongdan"]),
    Scene("chua-nhan", LIAISON, ["nhiều"]),
    Scene("xem-lai", LIAISON, ["210", "60", "/xemlai"]),
    Scene("tam-dung", LIAISON, ["[Tạm dừng]", "/tinhhinh"]),
    Scene("bien-nhan", SENT),
    Scene("tien-do", OFFICE, ["/tiendo"]),
    Scene("viec-dang-cho", OFFICE, ["/huongdan"]),
    Scene("xem-bao-cao", OFFICE, ["/tiendo", "[Xem báo cáo các đơn vị]", f"[{SENT_UNIT}]"]),
    Scene("don-doc", OFFICE, ["/dondoc"]),
    Scene(
        "thong-bao", OFFICE, ["/thongbao Mời các đồng chí dự họp giao ban lúc 14 giờ ngày 20/6."]
    ),
    Scene(
        "dot-xuat",
        OFFICE,
        [
            "/dotxuat",
            "Thiệt hại do lốc xoáy ngày 14/6",
            "Số hộ nghèo có nhà bị tốc mái",
            "[Số (hộ, người…)]",
            "[hộ]",
            "[Xem trước và gửi]",
        ],
    ),
    Scene("danh-ba", OFFICE, ["/danhba"]),
    Scene("moi-tham-gia", OFFICE, ["/moithamgia"]),
    Scene("tong-hop", OFFICE, ["/tonghop"]),
)


@contextmanager
def page_at(address: str) -> Iterator[Page]:
    program = next(found for name in BROWSERS if (found := which(name)))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=CHROMIUM)
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        page.goto(address)
        yield page
        browser.close()


def take(page: Page, scene: Scene, folder: Path) -> None:
    page.goto(page.url.split("#")[0])
    page.get_by_role("searchbox").fill(scene.who)
    page.locator("#people button:visible").first.click()
    page.wait_for_timeout(SETTLED)
    for done in scene.does:
        if done.startswith("["):
            page.get_by_role("button", name=done[1:-1], exact=True).last.click()
        else:
            box = page.get_by_placeholder("Tin nhắn")
            box.fill(done)
            box.press("Enter")
        page.wait_for_timeout(SETTLED)
    page.screenshot(path=folder / f"{scene.name}.png")


def main(address: str) -> None:
    FOLDER.mkdir(exist_ok=True)
    with page_at(address) as page:
        for scene in SCENES:
            take(page, scene, FOLDER)


if __name__ == "__main__":
    main(sys.argv[1])
