// Everything below the messages: typing, commands, the bot's keyboard, attachments.

import { byId, make, plain } from "./dom.js";

let doer = null; // { send, edit, contact, attach, photo, start }
let commands = [];
let about = null; // { kind: "reply" | "edit", message }
let closedKeys = false;

const input = () => byId("input");

export function setUp(actions) {
  doer = actions;
  byId("composer").addEventListener("submit", (event) => { event.preventDefault(); submit(); });
  input().addEventListener("keydown", onKey);
  input().addEventListener("input", () => { grow(); suggest(); });
  input().addEventListener("paste", (event) => takeFiles(event, event.clipboardData));
  byId("phone").addEventListener("dragover", (event) => event.preventDefault());
  byId("phone").addEventListener("drop", (event) => takeFiles(event, event.dataTransfer));
  byId("menu-button").addEventListener("click", () => (isListed() ? hideList() : list(commands)));
  byId("keys").addEventListener("click", () => { closedKeys = !closedKeys; foldKeys(); });
  byId("attach").addEventListener("click", () => byId("file").click());
  chosen("file", (file) => doer.attach(file));
  chosen("picture", (file) => doer.photo(file));
  byId("about-close").addEventListener("click", stopAbout);
  byId("start").addEventListener("click", () => doer.start());
}

export function choosePhoto() { byId("picture").click(); }

export function show(summary) {
  const open = summary.started && !summary.blocked;
  byId("composer").hidden = !open;
  byId("start").hidden = open;
  byId("start").textContent = summary.blocked ? "BỎ CHẶN VÀ BẮT ĐẦU LẠI" : "BẮT ĐẦU";
  if (!open) byId("keyboard").hidden = byId("about").hidden = true;
}

export function setText(text) { input().value = text; grow(); hideList(); stopAbout(); }
export const textNow = () => input().value;
export const focus = () => { if (!byId("composer").hidden) input().focus(); };

export function setCommands(list) {
  commands = list;
  byId("menu-button").hidden = list.length === 0;
}

export function setKeyboard(rows) {
  const pad = byId("keyboard");
  const before = pad.dataset.rows;
  pad.dataset.rows = JSON.stringify(rows);
  if (before === pad.dataset.rows) return;
  closedKeys = false;
  pad.replaceChildren(...rows.map((row) => make("div.keys-row", {}, ...row.map((key) =>
    make("button.pad-key", {
      type: "button",
      onclick: () => (key.request_contact ? doer.contact() : doer.send(key.text)),
    }, key.text)))));
  byId("keys").hidden = rows.length === 0;
  foldKeys();
}

export function begin(kind, message) {
  about = { kind, message };
  byId("about").hidden = false;
  byId("about-icon").setAttribute("href", kind === "edit" ? "#i-edit" : "#i-reply");
  byId("about-title").textContent = kind === "edit" ? "Sửa tin nhắn" : "Trả lời";
  byId("about-text").textContent = message.text || message.file?.name || "";
  if (kind === "edit") { input().value = message.text; grow(); }
  input().focus();
}

function stopAbout() {
  if (about?.kind === "edit") { input().value = ""; grow(); }
  about = null;
  byId("about").hidden = true;
}

function submit() {
  const text = input().value.trim();
  if (!text) return;
  const { kind, message } = about ?? {};
  about = null;
  byId("about").hidden = true;
  input().value = "";
  grow();
  hideList();
  if (kind === "edit") doer.edit(message, text);
  else doer.send(text, message);
}

function onKey(event) {
  if (event.isComposing) return;
  if (isListed() && moveInList(event)) return;
  if (event.key === "Enter" && !event.shiftKey) { event.preventDefault(); submit(); }
  else if (event.key === "Escape") { stopAbout(); hideList(); }
  else if (event.key === "ArrowUp" && !input().value) doer.editLast(event);
}

function grow() {
  input().style.height = "auto";
  input().style.height = `${Math.min(input().scrollHeight, 140)}px`;
}

function foldKeys() {
  const empty = byId("keyboard").childElementCount === 0;
  byId("keyboard").hidden = empty || closedKeys || byId("composer").hidden;
  byId("keys").setAttribute("aria-expanded", String(!byId("keyboard").hidden));
}

// Commands

const isListed = () => !byId("commands").hidden;

function suggest() {
  const typed = input().value;
  if (!/^\/\w*$/.test(typed)) { hideList(); return; }
  const wanted = plain(typed.slice(1));
  list(commands.filter((one) => one.command.startsWith(wanted) || plain(one.description).includes(wanted)));
}

function list(found) {
  if (!found.length) { hideList(); return; }
  byId("commands").replaceChildren(...found.map((one, index) => make("button.command-row", {
    type: "button", role: "option", "aria-selected": String(index === 0),
    onclick: () => { hideList(); input().value = ""; grow(); doer.send(`/${one.command}`); },
  }, make("b", {}, `/${one.command}`), make("span", {}, one.description))));
  byId("commands").hidden = false;
  byId("menu-button").setAttribute("aria-expanded", "true");
}

function hideList() {
  byId("commands").hidden = true;
  byId("menu-button").setAttribute("aria-expanded", "false");
}

function moveInList(event) {
  const rows = [...byId("commands").children];
  const at = rows.findIndex((one) => one.getAttribute("aria-selected") === "true");
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) {
    const next = (at + step + rows.length) % rows.length;
    rows.forEach((one, index) => one.setAttribute("aria-selected", String(index === next)));
    rows[next].scrollIntoView({ block: "nearest" });
  } else if (event.key === "Enter" && /^\/\w*$/.test(input().value)) rows[at].click();
  else if (event.key === "Escape") hideList();
  else return false;
  event.preventDefault();
  return true;
}

// Files

function chosen(id, use) {
  byId(id).addEventListener("change", (event) => {
    const [file] = event.target.files;
    event.target.value = "";
    if (file) use(file);
  });
}

function takeFiles(event, source) {
  const [file] = source?.files ?? [];
  if (!file) return;
  event.preventDefault();
  doer.attach(file);
}
