"""Finding one's way on a phone by what its newest messages offer."""

from __future__ import annotations

from bot.speaking.catalogue import catalogue
from rehearsal.actors import Lost
from rehearsal.stage import Stage
from simulator.chats import ChatMessage
from simulator.phone import Phone


class Thumb:
    """One person's phone, on which whoever acts waits for the answer before the next tap."""

    def __init__(self, stage: Stage, phone: Phone) -> None:
        self.phone = phone
        self._stage = stage

    async def type(self, text: str) -> None:
        self.phone.send(text)
        await self._stage.settle()

    async def press(self, key: str, text: str = "") -> None:
        """The button of that key; raises Lost where the last answers have none."""
        await self.press_label(catalogue().button(key, text))

    async def press_label(self, label: str) -> None:
        if not await self.press_if_there(label):
            raise Lost(f"{self.phone.person.first_name}: no {label!r} among {self.offered}")

    async def press_if_there(self, label: str) -> bool:
        """Only what came since this person last did something is looked at."""
        for message in reversed(self.fresh):
            for button in (each for row in message.buttons for each in row):
                if button.text == label and button.data is not None:
                    self.phone.press((message, button.data))
                    await self._stage.settle()
                    return True
        return False

    async def press_first(self, *keys: str) -> str:
        """The first of these buttons that is there; "" for none."""
        for key in keys:
            if await self.press_if_there(catalogue().button(key)):
                return key
        return ""

    async def find(self, label: str) -> None:
        """A button that may stand on a later page."""
        while not await self.press_if_there(label):
            await self.press("page_after")

    async def press_anywhere(self, key: str) -> None:
        """The newest such button on the phone, however long it has been there."""
        self.phone.press(catalogue().button(key))
        await self._stage.settle()

    @property
    def offered(self) -> list[str]:
        return [label for message in self.fresh for label in labels_of(message)]

    @property
    def fresh(self) -> list[ChatMessage]:
        return [each for each in self.phone.answers if not each.edited]


def labels_of(message: ChatMessage) -> list[str]:
    return [button.text for row in message.buttons for button in row]
