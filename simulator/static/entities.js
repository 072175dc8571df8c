// Text with Telegram entities -> DOM. Offsets count UTF-16 units, as JavaScript strings do.

import { make } from "./dom.js";

const TAGS = {
  bold: "b", italic: "i", underline: "u", strikethrough: "s", code: "code", pre: "pre",
  blockquote: "blockquote", expandable_blockquote: "blockquote", spoiler: "span.spoiler",
};

export function isInvite(url, bot) {
  const pattern = /^(?:https?:\/\/)?(?:t\.me|telegram\.me)\/(\w+)\/?\?(?:.*&)?start=/i;
  return pattern.exec(url)?.[1].toLowerCase() === bot.toLowerCase();
}

function link(url, actions) {
  const href = /^(https?|tg|mailto):/i.test(url) ? url : `https://${url}`;
  if (!isInvite(url, actions.bot)) {
    return make("a", { href, target: "_blank", rel: "noopener noreferrer" });
  }
  return make("a", {
    href,
    onclick: (event) => { event.preventDefault(); actions.open(url); },
  });
}

function element(entity, text, actions) {
  const words = text.slice(entity.offset, entity.offset + entity.length);
  switch (entity.type) {
    case "url": return link(words, actions);
    case "text_link": return link(entity.url, actions);
    case "email": return link(`mailto:${words}`, actions);
    case "bot_command":
      return make("button.command", { type: "button", onclick: () => actions.send(words) });
    case "spoiler":
      return make("span.spoiler", {
        tabindex: "0", role: "button", "aria-label": "Nội dung ẩn",
        onclick: (event) => event.currentTarget.classList.add("seen"),
      });
    default: return entity.type in TAGS ? make(TAGS[entity.type]) : make("span");
  }
}

// Entities are sorted by offset, the outer one first, and nest.
export function render(text, entities, actions) {
  const root = document.createDocumentFragment();
  const open = [{ node: root, end: text.length }];
  let at = 0;
  const write = (until) => {
    while (at < until) {
      while (open.length > 1 && open.at(-1).end <= at) open.pop();
      const stop = Math.min(until, open.at(-1).end);
      open.at(-1).node.append(text.slice(at, stop));
      at = stop;
    }
    while (open.length > 1 && open.at(-1).end <= at) open.pop();
  };
  for (const entity of entities) {
    write(entity.offset);
    const node = element(entity, text, actions);
    open.at(-1).node.append(node);
    open.push({ node, end: entity.offset + entity.length });
  }
  write(text.length);
  return root;
}
