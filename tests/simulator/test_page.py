"""The page of phones in a real browser, with a small bot at the other end."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser, ConsoleMessage, Page, async_playwright, expect
from telegram import (
    Bot,
    BotCommand,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputFile,
    KeyboardButton,
    ReplyKeyboardMarkup,
    Update,
)
from telegram.constants import ChatAction

from tests.simulator.fixtures import MORNING, TOKEN, Telegram, png, telegram

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
PHONE = {"viewport": {"width": 360, "height": 740}, "is_mobile": True, "has_touch": True}
PATIENCE = 20_000  # milliseconds; a busy machine is slow, not wrong
expect.set_options(timeout=PATIENCE)
HOSTILE = "<img src=x onerror=document.title='XSS'> <b>& không đậm</b>"


class EchoBot:
    """Repeats what it hears; sends a document on /tai, choices on /chon, asks on /so."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self.files: list[bytes] = []
        self.gate = asyncio.Event()  # presses are answered while it is set
        self.gate.set()

    async def run(self) -> None:
        offset = 0
        while True:
            for update in await self._bot.get_updates(offset=offset, timeout=30):
                offset = update.update_id + 1
                await self._hear(update)

    async def _hear(self, update: Update) -> None:
        if update.callback_query is not None:
            await self.gate.wait()
            chat = update.callback_query.from_user.id
            await update.callback_query.answer("Đã nhận")
            await update.callback_query.edit_message_text(f"Chọn: {update.callback_query.data}")
            await self._bot.send_message(
                chat, f"<b>Ghi nhận</b>: {update.callback_query.data}", "HTML"
            )
        elif update.message is not None:
            await self._answer(update.message.chat_id, update.message.text or "", update)

    async def _answer(self, chat: int, text: str, update: Update) -> None:
        assert update.message is not None
        if update.message.document is not None:
            file = await update.message.document.get_file()
            self.files.append(bytes(await file.download_as_bytearray()))
            await self._bot.send_message(chat, f"Đã lưu {update.message.document.file_name}")
        elif text == "/tai":
            document = InputFile(b"PK-docx", filename="Báo cáo.docx")
            await self._bot.send_document(chat, document, caption="Dự thảo")
        elif text == "/chon":
            rows = [[InlineKeyboardButton(label, callback_data=label)] for label in ("Có", "Không")]
            await self._bot.send_message(chat, "Chọn", reply_markup=InlineKeyboardMarkup(rows))
        elif text == "/so":
            keyboard = ReplyKeyboardMarkup(
                [[KeyboardButton("Gửi số", request_contact=True)], ["Thôi"]]
            )
            await self._bot.send_message(chat, "Số?", reply_markup=keyboard)
        elif text == "/nghi":
            await self._bot.send_chat_action(chat, ChatAction.TYPING)
        else:
            await self._bot.send_message(chat, f"nghe: {text}")


@pytest.fixture
async def sim() -> AsyncIterator[Telegram]:
    async with telegram() as sim:
        sim.add_person(1001, "Nguyễn Thị Lan", phone="+84901234567")
        sim.add_person(1002, "Trần Văn Minh")
        sim.subtitle(1001, "Xã Phước Tín")
        sim.subtitle(1002, "Phòng Kinh tế")
        yield sim


@pytest.fixture
async def echo(sim: Telegram) -> AsyncIterator[EchoBot]:
    bot = Bot(TOKEN, base_url=sim.base_url, base_file_url=sim.file_url)
    async with bot:
        commands = [BotCommand("baocao", "Bắt đầu báo cáo"), BotCommand("chon", "Chọn một câu")]
        await bot.set_my_commands(commands)
        echo = EchoBot(bot)
        task = asyncio.ensure_future(echo.run())
        yield echo
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    assert found, "Chromium is not installed: .ci/prepare installs it"
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=found, args=CHROMIUM)
        yield browser
        await browser.close()


@asynccontextmanager
async def opened(browser: Browser, sim: Telegram, **options: Any) -> AsyncIterator[Page]:
    """The page, in which nothing may go wrong silently."""
    context = await browser.new_context(**options)
    page = await context.new_page()
    page.set_default_timeout(PATIENCE)
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))

    def listen(said: ConsoleMessage) -> None:
        if said.type == "error" and "400 (Bad Request)" not in said.text:  # shown to the person
            faults.append(said.text)

    page.on("console", listen)
    await page.goto(sim.page_url)
    yield page
    assert faults == []
    await context.close()


async def pick(page: Page, name: str) -> None:
    await page.get_by_role("button", name=name).click()
    await expect(page.locator("#owner")).to_contain_text(name)


async def say(page: Page, text: str) -> None:
    await page.get_by_label("Tin nhắn", exact=True).last.fill(text)
    await page.keyboard.press("Enter")


async def see(page: Page, text: str) -> None:
    """The newest bubble of the bot."""
    await expect(page.locator(".row.theirs .text").last).to_have_text(text)


async def test_two_people_chat(sim: Telegram, echo: EchoBot, browser: Browser) -> None:
    async with opened(browser, sim) as page:
        await pick(page, "Nguyễn Thị Lan")
        await page.get_by_role("button", name="BẮT ĐẦU").click()
        await see(page, "nghe: /start")
        await say(page, "12 hộ")
        await see(page, "nghe: 12 hộ")
        await pick(page, "Trần Văn Minh")
        await expect(page.locator(".row")).to_have_count(0)
        await page.get_by_role("button", name="BẮT ĐẦU").click()
        await say(page, "dòng 1")
        await see(page, "nghe: dòng 1")
        await sim.world.journal.wait_for(lambda: sim.polling, 5)
        sim.phone(1001).send("từ chỗ khác")
        lan = page.get_by_role("button", name="Nguyễn Thị Lan")
        await expect(lan.locator(".badge")).to_have_text("1")
        await expect(lan).to_contain_text("nghe: từ chỗ khác")
        await lan.click()
        await see(page, "nghe: từ chỗ khác")
        await expect(lan.locator(".badge")).to_be_hidden()
        await expect(page.locator(".row.mine .tick").first).to_have_attribute(
            "aria-label", "bot đã nhận"
        )
        assert [message.text for message in sim.phone(1002).messages if not message.from_bot] == [
            "/start",
            "dòng 1",
        ]


async def test_buttons_spin_until_the_bot_answers(
    sim: Telegram, echo: EchoBot, browser: Browser
) -> None:
    sim.phone(1001).send("/chon")
    async with opened(browser, sim) as page:
        await pick(page, "Nguyễn Thị Lan")
        echo.gate.clear()
        await page.get_by_role("button", name="Không").click()
        await expect(page.locator(".key.waiting")).to_have_text("Không")
        echo.gate.set()
        await see(page, "Ghi nhận: Không")
        await expect(page.locator(".row.theirs .text b")).to_have_text("Ghi nhận")
        await expect(page.locator("#toast")).to_have_text("Đã nhận")
        await expect(page.locator(".key")).to_have_count(0)
        await expect(page.get_by_text("đã sửa")).to_be_visible()
    assert (sim.unanswered_presses, sim.refusals) == ([], [])


async def test_files_both_ways(
    sim: Telegram, echo: EchoBot, browser: Browser, tmp_path: Path
) -> None:
    form = tmp_path / "biên bản.txt"
    form.write_bytes(b"bien ban")
    picture = tmp_path / "anh.png"
    picture.write_bytes(png())
    sim.phone(1001).start()
    async with opened(browser, sim) as page:
        await pick(page, "Nguyễn Thị Lan")
        await page.locator("#file").set_input_files(form)
        await page.get_by_label("Chú thích").fill("Kèm theo")
        await page.get_by_role("button", name="Gửi", exact=True).last.click()
        await see(page, "Đã lưu biên bản.txt")
        assert echo.files == [b"bien ban"]
        await page.locator("#picture").set_input_files(picture)
        await page.get_by_role("button", name="Gửi", exact=True).last.click()
        image = page.locator(".photo img")
        await expect(image).to_be_visible()
        assert await image.evaluate("image => image.decode().then(() => image.naturalWidth)") == 40
        await say(page, "/tai")
        link = page.get_by_role("link", name="Tải Báo cáo.docx")
        async with page.expect_download() as downloading:
            await link.click()
        download = await downloading.value
        assert download.suggested_filename == "Báo cáo.docx"
        kept = await download.path()
        assert await asyncio.to_thread(kept.read_bytes) == b"PK-docx"


async def test_s23_what_people_write_is_never_markup(
    sim: Telegram, echo: EchoBot, browser: Browser
) -> None:
    sim.phone(1001).send(HOSTILE)
    sim.subtitle(1001, HOSTILE)
    sim.notice(HOSTILE)
    async with opened(browser, sim) as page:
        await pick(page, "Nguyễn Thị Lan")
        await see(page, f"nghe: {HOSTILE}")
        await expect(page.locator(".row.mine .text")).to_have_text(HOSTILE)
        await expect(page.locator("#notice")).to_have_text(HOSTILE)
        assert await page.locator("#messages img, #messages b, #notice img").count() == 0
        assert "XSS" not in await page.title()


async def test_commands_and_the_bot_s_keyboard(
    sim: Telegram, echo: EchoBot, browser: Browser
) -> None:
    sim.phone(1001).start()
    async with opened(browser, sim) as page:
        await pick(page, "Nguyễn Thị Lan")
        await page.get_by_role("button", name="Menu lệnh").click()
        await expect(page.get_by_role("option")).to_have_count(2)
        await page.get_by_role("option", name="Bắt đầu báo cáo").click()
        await see(page, "nghe: /baocao")
        box = page.get_by_label("Tin nhắn", exact=True).last
        await box.press_sequentially("/ch")
        await expect(page.get_by_role("option")).to_have_count(1)
        await box.press("Enter")
        await see(page, "Chọn")
        await say(page, "/so")
        await page.get_by_role("button", name="Gửi số").click()
        await expect(page.locator(".contact")).to_contain_text("+84901234567")
        await box.fill("một")
        await box.press("Shift+Enter")
        await box.press_sequentially("hai")
        await box.press("Enter")
        await see(page, "nghe: một\nhai")
        await say(page, "/nghi")
        await expect(page.locator("#bot-status")).to_have_text("đang soạn tin…")
        await expect(page.locator(".dots")).to_be_visible()


async def test_a_newcomer_comes_by_an_invite_link(
    sim: Telegram, echo: EchoBot, browser: Browser
) -> None:
    sim.phone(1001).start()
    link = sim.invite_link("moi_1")
    await sim.result("sendMessage", chat_id=1001, text=f"Mời: {link}")
    async with opened(browser, sim) as page:
        await pick(page, "Nguyễn Thị Lan")
        await page.get_by_role("link", name=link).click()
        await see(page, "nghe: /start moi_1")
        await page.get_by_role("button", name="Thêm người").click()
        await page.get_by_label("Họ và tên").fill("Điểu Thị Mai")
        await page.get_by_label("Chức danh, đơn vị").fill("Phường Thác Mơ")
        await page.get_by_role("button", name="Thêm", exact=True).click()
        await expect(page.locator("#owner")).to_have_text("Điểu Thị Mai · Phường Thác Mơ")
        await page.get_by_role("button", name="Tùy chọn").click()
        await page.get_by_role("menuitem", name="Mở liên kết mời").click()
        await page.get_by_role("textbox", name="Liên kết").fill("https://example.org")
        await page.get_by_role("button", name="Mở", exact=True).click()
        await expect(page.get_by_text("đây không phải liên kết mời")).to_be_visible()
        await page.get_by_role("textbox", name="Liên kết").fill(link)
        await page.keyboard.press("Enter")
        await see(page, "nghe: /start moi_1")
        assert sim.phone(1003).person.started


async def test_reply_edit_block(sim: Telegram, echo: EchoBot, browser: Browser) -> None:
    first = sim.phone(1001).send("12 hộ")
    async with opened(browser, sim) as page:
        await pick(page, "Nguyễn Thị Lan")
        await see(page, "nghe: 12 hộ")
        await page.locator(".row.theirs").hover()
        await page.locator(".row.theirs").get_by_label("Trả lời tin này").click()
        await say(page, "đúng vậy")
        await expect(page.locator(".row.mine .quote")).to_contain_text("nghe: 12 hộ")
        own = page.locator(f'[data-id="{first.id}"]')
        await own.hover()
        await own.get_by_label("Sửa tin này").click()
        await say(page, "13 hộ")
        await expect(own.locator(".text")).to_have_text("13 hộ")
        assert first.text == "13 hộ"
        await page.get_by_role("button", name="Tùy chọn").click()
        await page.get_by_role("menuitem", name="Chặn bot").click()
        await page.get_by_role("button", name="BỎ CHẶN VÀ BẮT ĐẦU LẠI").click()
        await see(page, "nghe: /start")


async def test_a_long_chat_and_days(sim: Telegram, echo: EchoBot, browser: Browser) -> None:
    phone = sim.phone(1001)
    phone.start()
    for number in range(700):
        await sim.result("sendMessage", chat_id=1001, text=f"tin {number}")
    sim.hand.forward(days=1)
    async with opened(browser, sim) as page:
        await pick(page, "Nguyễn Thị Lan")
        await see(page, "tin 699")
        assert await page.locator(".row").count() == 60
        await expect(page.locator(".row").last).to_be_in_viewport()
        await page.locator("#log").evaluate("log => { log.scrollTop = 0; }")
        await expect(page.locator(".row")).to_have_count(120)
        await page.get_by_role("button", name="Xuống tin mới nhất").wait_for(state="hidden")
        await say(page, "hôm sau")
        await see(page, "nghe: hôm sau")
        await expect(page.locator(".row").last).to_be_in_viewport()
        await expect(page.locator(".day")).to_have_text(["Hôm qua", "Hôm nay"])
        for number in range(300):
            await sim.result("sendMessage", chat_id=1001, text=f"dồn {number}")
        await see(page, "dồn 299")
        assert await page.locator(".row").count() <= 240


async def test_the_clock_is_the_simulated_one(sim: Telegram, browser: Browser) -> None:
    async with opened(browser, sim) as page:
        await expect(page.locator("#clock-date")).to_have_text("Thứ Ba, 15/06/2021")
        await expect(page.locator("#clock-time")).to_have_text("09:00:00")
        sim.hand.now = MORNING.replace(hour=17)
        await expect(page.locator("#clock-time")).to_have_text("17:00:00")
        await pick(page, "Trần Văn Minh")
        await expect(page.locator(".strip")).to_contain_text("17:0015/06/2021")
        await page.get_by_label("Tìm người hoặc đơn vị").fill("phuoc tin")
        await expect(page.locator(".person:visible")).to_have_count(1)
        await page.get_by_label("Tìm người hoặc đơn vị").fill("không có ai")
        await expect(page.get_by_text("Không có ai phù hợp")).to_be_visible()


async def test_on_a_small_phone(sim: Telegram, echo: EchoBot, browser: Browser) -> None:
    sim.phone(1001).send("/chon")
    async with opened(browser, sim, **PHONE) as page:
        await expect(page.locator("#phone")).to_be_hidden()
        await page.get_by_role("button", name="Nguyễn Thị Lan").tap()
        await expect(page.locator(".people")).to_be_hidden()
        await page.get_by_role("button", name="Có", exact=True).tap()
        await see(page, "Ghi nhận: Có")
        await say(page, "Chữ_rất_dài" * 40)
        await expect(page.locator(".row.theirs")).to_have_count(3)
        wide = await page.evaluate("document.documentElement.scrollWidth")
        assert wide == 360
        await page.get_by_role("button", name="Về danh bạ").tap()
        await expect(page.locator(".people")).to_be_visible()
        await page.go_back()
        await expect(page.locator("#phone")).to_be_visible()


async def test_the_page_needs_nothing_from_elsewhere(sim: Telegram, browser: Browser) -> None:
    async with opened(browser, sim) as page:
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        response = await page.reload()
        assert response is not None
        policy = response.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        await expect(page.locator(".person")).to_have_count(2)
        assert asked
        assert [url for url in asked if not url.startswith(sim.page_url)] == []
