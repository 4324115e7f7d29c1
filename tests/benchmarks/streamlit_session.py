"""A person at the dashboard without a browser: one websocket session in Streamlit's own protocol."""

import time
from typing import Self

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import connect

_ID = "$$ID-"
_LARGEST = 64 * 2**20  # bytes of one message


class Session:
    """One visitor. `widgets` are the widgets on the page by their key, with their protocol messages."""

    def __init__(self, address: str):
        self._url = f"ws{address.removeprefix('http')}/_stcore/stream"
        self._values: dict[str, WidgetState] = {}
        self._page = ""
        self.widgets: dict[str, object] = {}
        self.words: list[str] = []

    async def __aenter__(self) -> Self:
        self._socket = await connect(self._url, subprotocols=["streamlit"], max_size=_LARGEST, open_timeout=60)
        await self._run()
        return self

    async def __aexit__(self, *_) -> None:
        await self._socket.close()

    async def choose(self, key: str, *places: int) -> float:
        """Takes the options at these places of a group of pills, no others; gives the seconds until the page was complete."""
        pills = self.widgets[key]
        state = WidgetState(id=pills.id)
        state.string_array_value.data.extend(pills.options[place].content for place in places)
        return await self._set(state)

    async def open(self, key: str) -> float:
        """Opens what is folded; gives the seconds until the page was complete."""
        return await self._set(WidgetState(id=self.widgets[key].id, bool_value=True))

    async def press(self, key: str) -> float:
        """Presses a button; gives the seconds until the page was complete."""
        return await self._set(WidgetState(id=self.widgets[key].id, trigger_value=True))

    async def _set(self, state: WidgetState) -> float:
        if state.trigger_value:
            return await self._run({state.id: state})
        self._values[state.id] = state
        return await self._run()

    async def _run(self, pressed: dict[str, WidgetState] | None = None) -> float:
        """One rerun with all values of the page, as a browser sends them."""
        message = BackMsg()
        message.rerun_script.page_script_hash = self._page
        message.rerun_script.widget_states.widgets.extend((self._values | (pressed or {})).values())
        self.widgets, self.words = {}, []
        began = time.perf_counter()
        await self._socket.send(message.SerializeToString())
        while not self._take(ForwardMsg.FromString(await self._socket.recv())):
            pass
        return time.perf_counter() - began

    def _take(self, message: ForwardMsg) -> bool:
        """Notes what a message brings; whether it was the last of the run."""
        kind = message.WhichOneof("type")
        if kind == "new_session":
            self._page = message.new_session.page_script_hash
        if kind == "delta":
            part = getattr(message.delta, message.delta.WhichOneof("type"))
            shown = getattr(part, part.WhichOneof("type") or "", None)
            named = getattr(shown, "id", "")
            if named.startswith(_ID):
                self.widgets[named.split("-", 2)[-1]] = shown
            self.words.append(getattr(shown, "body", ""))
        return kind == "script_finished" and message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY
