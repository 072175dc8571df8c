// One message as a bubble.

import { icon, make } from "./dom.js";
import { isInvite, render } from "./entities.js";
import { hourOf, sizeText } from "./time.js";

const KINDS = { photo: "Ảnh", document: "Tệp", contact: "Danh thiếp", sticker: "Nhãn dán", voice: "Tin thoại" };

export function previewText(preview) {
  if (preview.text) return preview.text;
  if (preview.kind === "document" && preview.file) return preview.file;
  return KINDS[preview.kind] ?? "";
}

export function bubble(message, actions) {
  const parts = [quote(message, actions), media(message), text(message, actions), meta(message)];
  const box = make("div.box", {}, ...parts);
  const side = message.mine ? "mine" : "theirs";
  const row = make(`div.row.${side}.k-${message.kind}${message.buttons.length ? ".with-keys" : ""}`, { "data-id": message.id },
    make("span.sr", {}, message.mine ? "Bạn: " : "Bot: "),
    make("div.column", {}, box, keyboard(message, actions)),
    tools(message, actions));
  box.addEventListener("click", () => row.classList.toggle("touched"));
  return row;
}

function quote(message, actions) {
  if (!message.reply) return null;
  return make("button.quote", { type: "button", onclick: () => actions.jump(message.reply.id) },
    make("b", {}, message.reply.mine ? "Bạn" : actions.bot),
    make("span", {}, previewText(message.reply)));
}

function media(message) {
  const file = message.file;
  if (message.kind === "sticker") return make("div.sticker", { role: "img", "aria-label": "Nhãn dán" }, "👍");
  if (message.kind === "voice") {
    return make("div.voice", {}, make("span.disc", {}, "▶"), make("span.wave"), make("span", {}, "0:03"));
  }
  if (message.kind === "contact") return contact(message.contact);
  if (!file) return null;
  const url = `/files/${encodeURIComponent(file.id)}`;
  if (message.kind === "photo") {
    return make("a.photo", { href: url, target: "_blank", rel: "noopener" },
      make("img", { src: url, alt: message.text || "Ảnh", width: file.width, height: file.height, loading: "lazy" }));
  }
  return make("a.document", { href: url, download: file.name, "aria-label": `Tải ${file.name}, ${sizeText(file.size)}` },
    make("span.disc", {}, icon("file")),
    make("span.file-text", {}, make("b", {}, file.name),
      make("small", {}, [sizeText(file.size), extension(file.name)].filter(Boolean).join(" · "))));
}

function contact(card) {
  const name = [card.first_name, card.last_name].filter(Boolean).join(" ");
  return make("div.contact", {}, make("span.disc", {}, [...name][0] ?? "?"),
    make("span.file-text", {}, make("b", {}, name), make("small", {}, card.phone_number ?? "")));
}

function extension(name) {
  const dot = name.lastIndexOf(".");
  return dot > 0 ? name.slice(dot + 1).toUpperCase() : "";
}

function text(message, actions) {
  if (!message.text) return null;
  return make("div.text", { dir: "auto" }, render(message.text, message.entities, actions));
}

function meta(message) {
  const parts = [make("time", { datetime: message.date }, hourOf(message.date))];
  if (message.edited) parts.unshift(make("span", {}, "đã sửa"));
  if (message.mine) {
    const mark = icon(message.seen ? "ticks" : "tick");
    parts.push(make("span.tick", { role: "img", "aria-label": message.seen ? "bot đã nhận" : "đã gửi" }, mark));
  }
  return make("span.meta", {}, ...parts);
}

function keyboard(message, actions) {
  if (!message.buttons.length) return null;
  const rows = message.buttons.map((row) =>
    make("div.keys-row", {}, ...row.map((button) => key(message, button, actions))));
  return make("div.inline-keys", {}, ...rows);
}

function key(message, button, actions) {
  if (button.url) {
    const invite = isInvite(button.url, actions.bot);
    return make("a.key", {
      href: button.url, target: "_blank", rel: "noopener noreferrer",
      onclick: (event) => { if (invite) { event.preventDefault(); actions.open(button.url); } },
    }, button.text, make("span.arrow", { "aria-hidden": "true" }, "↗"));
  }
  const waiting = button.data !== null && message.waiting.includes(button.data);
  return make("button.key", {
    type: "button", class: waiting ? "key waiting" : "key", "aria-busy": waiting ? "true" : null,
    onclick: () => actions.press(message, button),
  }, button.text);
}

function tools(message, actions) {
  const own = message.mine && message.kind === "text";
  return make("div.tools", {},
    make("button.tool", { type: "button", "aria-label": "Trả lời tin này", title: "Trả lời", onclick: () => actions.reply(message) }, icon("reply")),
    own ? make("button.tool", { type: "button", "aria-label": "Sửa tin này", title: "Sửa", onclick: () => actions.edit(message) }, icon("edit")) : null);
}
