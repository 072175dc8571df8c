// The messages of the phone that is open.

import { badge, byId, make } from "./dom.js";
import { bubble, previewText } from "./bubble.js";
import { get } from "./net.js";
import { dayName, dayOf } from "./time.js";

const PAGE = 60; // messages fetched at a time
const MOST = 240; // bubbles kept while new ones come in at the end
const NEAR = 80; // pixels from the end that still count as the end

let person = null;
let actions = null;
let messages = new Map(); // id -> message
let more = false;
let loading = false;
let unseen = 0;
let pinned = true; // stay at the end when a keyboard, a sheet or a picture changes the height

const box = () => byId("messages");
const log = () => byId("log");
const row = (id) => box().querySelector(`[data-id="${id}"]`);
const atEnd = () => log().scrollHeight - log().scrollTop - log().clientHeight < NEAR;

export function setUp(whatBubblesDo) {
  actions = whatBubblesDo;
  log().addEventListener("scroll", () => {
    if (log().scrollTop < 200 && more) older();
    pinned = atEnd();
    if (pinned) seen();
  }, { passive: true });
  byId("to-end").addEventListener("click", toEnd);
  const sizes = new ResizeObserver(() => { if (pinned) toEnd(); });
  sizes.observe(log());
  sizes.observe(box());
}

export async function open(id) {
  person = id;
  const shown = await get("/control/chat", { person: id, limit: PAGE });
  if (person !== id) return null; // another phone was opened meanwhile
  messages = new Map(shown.messages.map((message) => [message.id, message]));
  more = shown.more;
  draw(shown.messages);
  toEnd();
  return shown;
}

export function find(id) { return messages.get(id); }
export function newestOwnText() {
  return [...messages.values()].reverse().find((m) => m.mine && m.kind === "text");
}

export function put(message) {
  if (message.deleted) {
    messages.delete(message.id);
    row(message.id)?.remove();
    tidyDays();
    return;
  }
  const known = messages.has(message.id);
  const newest = Math.max(0, ...messages.keys());
  if (!known && message.id < newest && more) return; // older than what is loaded
  const stay = atEnd() || message.mine;
  messages.set(message.id, message);
  if (known) replace(message);
  else append(message);
  if (stay) toEnd();
  else if (!known) { unseen += 1; badge(byId("new-count"), unseen); byId("to-end").hidden = false; }
  if (!known && !message.mine) announce(message);
}

export function setPress(press) {
  const message = messages.get(press.message);
  if (!message) return;
  const others = message.waiting.filter((data) => data !== press.data);
  message.waiting = press.answered ? others : [...others, press.data];
  replace(message);
}

export function typing(on) {
  const dots = box().querySelector(".dots");
  if (!on) { dots?.remove(); return; }
  if (dots) return;
  const stay = atEnd();
  box().append(make("div.row.theirs.dots", {}, make("div.box", { "aria-hidden": "true" },
    make("i"), make("i"), make("i"))));
  if (stay) toEnd();
}

export function jump(id) {
  const target = row(id);
  if (!target) return;
  target.scrollIntoView({ block: "center", behavior: "smooth" });
  target.classList.remove("flash");
  requestAnimationFrame(() => target.classList.add("flash"));
}

export function toEnd() {
  log().scrollTop = log().scrollHeight;
  seen();
}

function seen() {
  pinned = true;
  unseen = 0;
  badge(byId("new-count"), 0);
  byId("to-end").hidden = true;
}

async function older() {
  if (loading) return;
  loading = true;
  try {
    const id = person;
    const shown = await get("/control/chat", { person: id, before: Math.min(...messages.keys()), limit: PAGE });
    if (person !== id) return;
    more = shown.more;
    messages = new Map([...shown.messages.map((m) => [m.id, m]), ...messages]);
    const height = log().scrollHeight - log().scrollTop;
    box().prepend(...shown.messages.map((message) => bubble(message, actions)));
    tidyDays();
    log().scrollTop = log().scrollHeight - height;
  } finally {
    loading = false;
  }
}

function draw(list) {
  box().replaceChildren(...list.map((message) => bubble(message, actions)));
  if (!list.length) box().append(make("p.empty", {}, "Chưa có tin nhắn. Bấm BẮT ĐẦU để mở bot."));
  tidyDays();
}

function append(message) {
  typing(false);
  box().querySelector(".empty")?.remove();
  const last = [...messages.values()].at(-2);
  if (!last || dayOf(last.date) !== dayOf(message.date)) box().append(dayMark(dayOf(message.date)));
  const added = bubble(message, actions);
  added.classList.add("new");
  box().append(added);
  if (atEnd() && messages.size > MOST) forgetOldest();
}

function replace(message) {
  const old = row(message.id);
  if (!old) return;
  const focused = [...old.querySelectorAll(".key, .tool")].indexOf(document.activeElement);
  const fresh = bubble(message, actions);
  old.replaceWith(fresh);
  if (focused >= 0) fresh.querySelectorAll(".key, .tool")[focused]?.focus({ preventScroll: true });
}

function forgetOldest() {
  const oldest = [...messages.keys()].slice(0, messages.size - MOST / 2);
  for (const id of oldest) { messages.delete(id); row(id)?.remove(); }
  more = true;
  tidyDays();
}

const dayMark = (day) => make("div.day", { "data-day": day }, make("span", {}, dayName(day)));

function tidyDays() {
  box().querySelectorAll(".day").forEach((mark) => mark.remove());
  let day = "";
  for (const [id, message] of messages) {
    if (dayOf(message.date) === day) continue;
    day = dayOf(message.date);
    row(id)?.before(dayMark(day));
  }
}

function announce(message) {
  const labels = message.buttons.flat().map((button) => button.text);
  const choices = labels.length ? `. Lựa chọn: ${labels.join(", ")}` : "";
  byId("live").textContent = `Bot: ${previewText({ ...message, file: message.file?.name })}${choices}`;
}

export function leave() { person = null; messages = new Map(); box().replaceChildren(); }
