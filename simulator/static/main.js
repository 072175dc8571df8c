// The page of phones: puts the parts together.

import * as composer from "./composer.js";
import { alertOf, askFile, askLink, askPerson, toast } from "./dialogs.js";
import { byId, initials } from "./dom.js";
import * as log from "./log.js";
import { get, listen, post, upload } from "./net.js";
import * as people from "./people.js";
import { dateText, dayOf, fullDate, hourOf, secondOf, setNow } from "./time.js";

const TYPING = 5000; // milliseconds, as the Bot API says

let bot = "";
let current = null;
let typingEnds = 0;
const drafts = new Map();

const act = async (action, body = {}) => {
  try {
    return await post(action, { person: current, ...body });
  } catch (error) {
    toast(`Chưa gửi được: ${error.message}`);
    return null;
  }
};

const actions = {
  get bot() { return bot; },
  open: (url) => act("open", { url }),
  send: (text, replied) => { composer.focus(); return act("send", { text, reply_to: replied?.id }); },
  press: (message, button) => act("press", { message: message.id, data: button.data }),
  jump: log.jump,
  reply: (message) => composer.begin("reply", message),
  edit: (message) => composer.begin("edit", message),
};

const doer = {
  start: () => act("start"),
  send: actions.send,
  edit: (message, text) => act("edit", { message: message.id, text }),
  editLast: (event) => {
    const message = log.newestOwnText();
    if (message) { event.preventDefault(); composer.begin("edit", message); }
  },
  contact: () => act("contact"),
  attach: (file) => askFile(file, (caption) => upload(current, file, { caption })),
  photo: (file) => askFile(file, (caption) => upload(current, file, { caption, asPhoto: true })),
};

// Which phone is open stands in the address, so that "back" and "reload" do what they should.

function pick(id) { location.hash = `p${id}`; }

async function follow() {
  const id = Number(/^#p(\d+)$/.exec(location.hash)?.[1]) || null;
  if (id !== null && people.person(id)) await openPhone(id);
  else closePhone();
}

async function openPhone(id) {
  if (current !== null) drafts.set(current, composer.textNow());
  current = id;
  document.body.dataset.view = "chat";
  byId("phone").hidden = false;
  byId("pick").hidden = true;
  people.select(id);
  quiet();
  showOwner(people.person(id));
  composer.setText(drafts.get(id) ?? "");
  const shown = await log.open(id);
  if (!shown) return;
  composer.setCommands(shown.commands);
  composer.setKeyboard(shown.keyboard);
  if (matchMedia("(hover: hover)").matches) composer.focus(); // a touch screen would open its keyboard
  read();
}

function closePhone() {
  current = null;
  document.body.dataset.view = "list";
  byId("phone").hidden = true;
  byId("pick").hidden = false;
  people.select(null);
  log.leave();
}

function showOwner(summary) {
  byId("owner").textContent = [summary.name, summary.subtitle].filter(Boolean).join(" · ");
  byId("block").textContent = summary.blocked ? "Bỏ chặn bot" : "Chặn bot";
  document.title = `${summary.name} – Điện thoại mô phỏng`;
  composer.show(summary);
}

function read() {
  const unread = people.person(current)?.unread ?? 0;
  if (unread > 0 && document.visibilityState === "visible") post("read", { person: current });
}

// What happens

const happenings = {
  clock: () => {},
  notice: (event) => showNotice(event.text),
  commands: async () => {
    if (current === null) return;
    const shown = await get("/control/chat", { person: current, limit: 1 });
    composer.setCommands(shown.commands);
  },
  person: (event) => {
    people.update(event.summary);
    if (event.summary.id === current) showOwner(event.summary);
  },
  message: (event) => {
    people.update(event.summary);
    if (event.person !== current) return;
    if (!event.message.mine) quiet();
    log.put(event.message);
    showOwner(event.summary);
    composer.setKeyboard(event.keyboard);
    read();
  },
  action: (event) => {
    if (event.person !== current) return;
    byId("bot-status").textContent = "đang soạn tin…";
    log.typing(true);
    clearTimeout(typingEnds);
    typingEnds = setTimeout(quiet, TYPING);
  },
  press: ({ press }) => {
    if (press.person !== current) return;
    log.setPress(press);
    if (press.answered && press.text) (press.alert ? alertOf : toast)(press.text);
  },
};

function quiet() {
  clearTimeout(typingEnds);
  byId("bot-status").textContent = "bot";
  log.typing(false);
}

function happened(event) {
  if (event.now) showClock(event.now);
  happenings[event.kind]?.(event);
}

function showClock(now) {
  setNow(now);
  byId("clock-date").textContent = fullDate(now);
  byId("clock-time").textContent = secondOf(now);
  byId("phone-time").textContent = hourOf(now);
  byId("phone-date").textContent = dateText(dayOf(now));
}

function showNotice(text) {
  byId("notice").textContent = text;
  byId("notice").hidden = !text;
}

async function refresh() {
  const state = await get("/control/state");
  bot = state.bot;
  byId("bot-name").textContent = state.bot_name;
  byId("bot-avatar").textContent = initials(state.bot_name);
  showClock(state.now);
  showNotice(state.notice);
  people.replaceAll(state.people);
  await follow();
}

// The menu of the phone

const choices = {
  link: () => askLink((url) => post("open", { person: current, url })),
  contact: () => act("contact"),
  photo: composer.choosePhoto,
  sticker: () => act("sticker"),
  voice: () => act("voice"),
  block: () => act(people.person(current).blocked ? "unblock" : "block"),
};

function setUpMenu() {
  const menu = byId("more-menu");
  const toggle = (open) => {
    menu.hidden = !open;
    byId("more").setAttribute("aria-expanded", String(open));
    if (open) menu.firstElementChild.focus();
  };
  byId("more").addEventListener("click", (event) => { event.stopPropagation(); toggle(menu.hidden); });
  menu.addEventListener("click", (event) => choices[event.target.dataset.do]?.());
  menu.addEventListener("keydown", (event) => {
    const items = [...menu.children];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) items.at((items.indexOf(document.activeElement) + step) % items.length).focus();
    else if (event.key === "Escape") { toggle(false); byId("more").focus(); }
    else return;
    event.preventDefault();
  });
  document.addEventListener("click", () => toggle(false));
}

function setUp() {
  people.setUp(pick);
  log.setUp(actions);
  composer.setUp(doer);
  setUpMenu();
  byId("back").addEventListener("click", () => { location.hash = ""; });
  byId("add-person").addEventListener("click", () => askPerson(async (who) => {
    const added = await post("people", who);
    people.update(added);
    pick(added.id);
  }));
  window.addEventListener("hashchange", follow);
  document.addEventListener("visibilitychange", read);
  listen(refresh, happened);
}

setUp();
