// The list of people: whose phone to pick up.

import { badge, byId, hue, initials, make, plain } from "./dom.js";
import { previewText } from "./bubble.js";
import { shortTime } from "./time.js";

const people = new Map(); // id -> summary
const rows = new Map(); // id -> list item
let current = null;
let picked = () => {};

export const person = (id) => people.get(id);

export function setUp(onPick) {
  picked = onPick;
  byId("search").addEventListener("input", filter);
  byId("people").addEventListener("keydown", walk);
}

export function replaceAll(summaries) {
  people.clear();
  rows.clear();
  byId("people").replaceChildren();
  summaries.forEach(update);
  if (current !== null) select(current);
}

export function update(summary) {
  const old = rows.get(summary.id);
  people.set(summary.id, summary);
  const row = item(summary);
  if (old) {
    const focused = old.contains(document.activeElement);
    old.replaceChildren(...row.children);
    if (focused) old.firstElementChild.focus();
  } else {
    rows.set(summary.id, row);
    byId("people").append(row);
  }
  mark(summary.id);
  filter();
  countElsewhere();
}

export function select(id) {
  const before = current;
  current = id;
  if (before !== null) mark(before);
  if (id !== null) mark(id);
  countElsewhere();
}

function item(summary) {
  const last = summary.last;
  const count = make("span.badge", { "aria-label": `${summary.unread} tin chưa đọc` });
  badge(count, summary.unread);
  const preview = last ? `${last.mine ? "Bạn: " : ""}${previewText(last)}` : "Chưa mở bot";
  return make("li", {}, make("button.person", { type: "button", onclick: () => picked(summary.id) },
    make(`span.avatar.${hue(summary.id)}`, { "aria-hidden": "true" }, initials(summary.name)),
    make("span.who", {},
      make("span.line", {}, make("b", {}, summary.name),
        last ? make("time", {}, shortTime(last.date)) : null),
      summary.subtitle ? make("span.subtitle", {}, summary.subtitle) : null,
      make("span.line", {}, make("span.preview", {}, preview), count))));
}

function mark(id) {
  const button = rows.get(id)?.firstElementChild;
  if (!button) return;
  button.setAttribute("aria-current", id === current ? "true" : "false");
}

function filter() {
  const wanted = plain(byId("search").value.trim());
  let shown = 0;
  for (const [id, row] of rows) {
    const summary = people.get(id);
    row.hidden = !plain(`${summary.name} ${summary.subtitle}`).includes(wanted);
    shown += row.hidden ? 0 : 1;
  }
  byId("nobody").hidden = shown > 0;
}

function countElsewhere() {
  let unread = 0;
  for (const [id, summary] of people) if (id !== current) unread += summary.unread;
  badge(byId("back-count"), unread);
}

function walk(event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  const visible = [...rows.values()].filter((row) => !row.hidden).map((row) => row.firstElementChild);
  const at = visible.indexOf(document.activeElement);
  visible[Math.max(0, Math.min(visible.length - 1, at + step))]?.focus();
  event.preventDefault();
}
