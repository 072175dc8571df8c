"""The people's side over HTTP, also in a process of its own, and closed to other machines."""

import asyncio
import json
import signal
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from tests.simulator.fixtures import TOKEN, Telegram, lan, png, telegram

ROOT = Path(__file__).parents[2]


@pytest.fixture
async def sim() -> AsyncIterator[Telegram]:
    async with telegram() as sim:
        lan(sim)
        yield sim


class Doors:
    """/control/ of a simulator somewhere."""

    def __init__(self, http: aiohttp.ClientSession, page: str) -> None:
        self._http = http
        self._page = page

    async def post(self, action: str, **body: Any) -> dict[str, Any]:
        async with self._http.post(f"{self._page}control/{action}", json=body) as response:
            answer: dict[str, Any] = await response.json()
            return {**answer, "status": response.status}

    async def get(self, what: str, **query: Any) -> dict[str, Any]:
        async with self._http.get(f"{self._page}control/{what}", params=query) as response:
            answer: dict[str, Any] = await response.json()
            return answer


@pytest.fixture
def doors(sim: Telegram) -> Doors:
    return Doors(sim.http, sim.page_url)


async def test_people_talk(sim: Telegram, doors: Doors) -> None:
    minh = await doors.post("people", first_name="Trần Văn Minh", subtitle="Phòng Kinh tế")
    person = minh["id"]
    await doors.post("open", person=person, url=sim.invite_link("moi"))
    sent = await doors.post("send", person=person, text="/baocao")
    await doors.post("send", person=person, text="đây", reply_to=sent["id"])
    await doors.post("edit", person=person, message=sent["id"], text="/xemlai")
    await doors.post("contact", person=person)
    await doors.post("sticker", person=person)
    await doors.post("voice", person=person)
    keys = {"inline_keyboard": [[{"text": "Có", "callback_data": "v1"}]]}
    asked = await sim.result("sendMessage", chat_id=person, text="Nộp?", reply_markup=keys)
    by_label = await doors.post("press", person=person, label="Có")
    by_data = await doors.post("press", person=person, message=asked["message_id"], data="v2")
    assert (by_label["data"], by_data["data"], by_label["answered"]) == ("v1", "v2", False)
    shown = await doors.get("chat", person=person)
    kinds = [message["kind"] for message in shown["messages"]]
    assert kinds == ["text", "text", "text", "contact", "sticker", "voice", "text"]
    assert shown["messages"][1]["text"] == "/xemlai"
    assert shown["messages"][2]["reply"]["text"] == "/xemlai"
    assert shown["messages"][-1]["waiting"] == ["v1", "v2"]
    await doors.post("delete", person=person, message=sent["id"])
    assert len((await doors.get("chat", person=person))["messages"]) == 6
    await doors.post("block", person=person)
    state = await doors.get("state")
    assert [p["name"] for p in state["people"]] == ["Nguyễn Thị Lan", "Trần Văn Minh"]
    assert (state["people"][1]["blocked"], state["people"][1]["unread"]) == (True, 1)
    await doors.post("read", person=person)
    assert sim.phone(person).unread() == []


async def test_long_chats_come_in_pages(sim: Telegram, doors: Doors) -> None:
    for number in range(100):
        sim.phone(1001).send(f"tin {number}")
    newest = await doors.get("chat", person=1001, limit=30)
    assert (len(newest["messages"]), newest["more"]) == (30, True)
    first = newest["messages"][0]["id"]
    older = await doors.get("chat", person=1001, limit=500, before=first)
    assert (len(older["messages"]), older["more"]) == (71, False)
    assert older["messages"][-1]["id"] < first


async def test_files_go_in_and_out(sim: Telegram, doors: Doors) -> None:
    for content, as_photo, kind in ((b"<script>", "", "document"), (png(), "1", "photo")):
        fields = {"person": "1001", "caption": "Biểu", "as_photo": as_photo}
        form = aiohttp.FormData(fields, quote_fields=False)  # as browsers do
        form.add_field("file", content, filename="báo cáo.html", content_type="text/html")
        async with sim.http.post(f"{sim.page_url}control/attach", data=form) as response:
            message = await response.json()
        assert (message["kind"], message["text"]) == (kind, "Biểu")
        async with sim.http.get(f"{sim.page_url}files/{message['file']['id']}") as response:
            assert await response.read() == content
            inline = kind == "photo"
            assert response.content_type == ("image/jpeg" if inline else "application/octet-stream")
            assert response.headers["Content-Disposition"].startswith(
                "inline" if inline else "attachment; filename*=UTF-8''b%C3%A1o%20c%C3%A1o.html"
            )
            assert "sandbox" in response.headers["Content-Security-Policy"]
    async with sim.http.get(f"{sim.page_url}files/none") as response:
        assert response.status == 404


async def test_faults_and_the_report(sim: Telegram, doors: Doors) -> None:
    await doors.post("faults", kind="retry_after", seconds=3, method="sendMessage")
    assert (await sim.call("sendMessage", chat_id=1001, text="a"))["error_code"] == 429
    await doors.post("faults", kind="delay", seconds=0.001)
    assert sim.faults.delay == 0.001
    assert (await doors.post("faults", kind="take"))["status"] == 400
    await doors.post("notice", text="Bản trình diễn")
    assert (await doors.get("state"))["notice"] == "Bản trình diễn"
    await sim.call("sendMessage", chat_id=5, text="a")
    report = await doors.get("report")
    assert (report["pending_updates"], report["polling"]) == (1, False)
    assert report["refusals"][0]["error"] == "Bad Request: chat not found"


async def test_waiting_for_a_change(sim: Telegram, doors: Doors) -> None:
    now = sim.revision
    async with asyncio.TaskGroup() as group:
        waiting = group.create_task(doors.get("report", since=now, within=30))
        await asyncio.sleep(0)
        sim.phone(1001).send("đây")
    assert waiting.result()["revision"] > now
    quiet = await doors.get("report", since=sim.revision, within=0.01)
    assert quiet["revision"] == sim.revision


@pytest.mark.parametrize(
    ("action", "body"),
    [
        ("send", {"person": 1001, "text": " "}),
        ("send", {"person": 77, "text": "a"}),
        ("send", {"text": "a"}),
        ("press", {"person": 1001, "label": "không có"}),
        ("press", {"person": 1001, "message": 9999, "data": "x"}),
        ("open", {"person": 1001, "url": "https://example.org/"}),
        ("people", {"first_name": " "}),
        ("people", {"id": 1001, "first_name": "Trùng"}),
        ("notice", {}),
    ],
)
async def test_what_cannot_be_done(doors: Doors, action: str, body: dict[str, Any]) -> None:
    answer = await doors.post(action, **body)
    assert answer["status"] == 400
    assert answer["error"]


async def test_only_this_machine(sim: Telegram) -> None:
    port = sim.page_url.rpartition(":")[2].strip("/")
    for path in ("control/state", "", "events", "static/main.js"):
        async with sim.http.get(
            f"{sim.page_url}{path}", headers={"Host": f"evil.example:{port}"}
        ) as response:
            assert response.status == 403
    foreign = {"Origin": "https://evil.example"}
    async with sim.http.post(
        f"{sim.page_url}control/block", json={"person": 1001}, headers=foreign
    ) as response:
        assert response.status == 403
    assert not sim.phone(1001).person.blocked
    async with sim.http.post(f"{sim.page_url}control/nothing", json={}) as response:
        assert response.status == 404


async def test_a_process_of_its_own() -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "simulator",
        "--token",
        TOKEN,
        "--at",
        "2021-06-15T09:00+07:00",
        stdout=asyncio.subprocess.PIPE,
        cwd=ROOT,
    )
    assert process.stdout is not None
    try:
        addresses = json.loads(await process.stdout.readline())
        async with aiohttp.ClientSession() as http:
            doors = Doors(http, addresses["page"])
            lan = await doors.post("people", first_name="Nguyễn Thị Lan")
            await doors.post("start", person=lan["id"])
            async with http.get(f"{addresses['base_url']}{TOKEN}/getUpdates") as response:
                (update,) = (await response.json())["result"]
            assert update["message"]["text"] == "/start"
            assert (await doors.get("state"))["now"].startswith("2021-06-15T09:0")
    finally:
        process.send_signal(signal.SIGTERM)
        assert await process.wait() == 0
