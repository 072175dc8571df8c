// Small windows: open a link, add a person, send a file, an alert of the bot.

import { byId } from "./dom.js";
import { sizeText } from "./time.js";

// The dialog stays open, with the reason, while `submit` fails.
function ask(id, submit) {
  const dialog = byId(id);
  const problem = dialog.querySelector(".problem");
  const form = dialog.querySelector("form");
  problem.textContent = "";
  dialog.querySelector("[data-close]").onclick = () => dialog.close();
  form.onsubmit = async (event) => {
    event.preventDefault();
    try {
      await submit();
      dialog.close();
    } catch (error) {
      problem.textContent = `Chưa thực hiện được: ${error.message}`;
    }
  };
  dialog.showModal();
}

export function askLink(open) {
  byId("link-url").value = "";
  ask("link-dialog", async () => {
    try {
      await open(byId("link-url").value.trim());
    } catch {
      throw new Error("đây không phải liên kết mời của bot này");
    }
  });
}

export function askPerson(add) {
  for (const id of ["person-name", "person-phone", "person-subtitle"]) byId(id).value = "";
  ask("person-dialog", () => add({
    first_name: byId("person-name").value.trim(),
    phone: byId("person-phone").value.trim(),
    subtitle: byId("person-subtitle").value.trim(),
  }));
}

export function askFile(file, send) {
  byId("file-name").textContent = `${file.name} · ${sizeText(file.size)}`;
  byId("file-caption").value = "";
  ask("file-dialog", () => send(byId("file-caption").value.trim()));
}

export function alertOf(text) {
  byId("alert-text").textContent = text;
  byId("alert-dialog").showModal();
}

let fading = 0;

export function toast(text) {
  byId("toast").textContent = text;
  byId("toast").hidden = false;
  clearTimeout(fading);
  fading = setTimeout(() => { byId("toast").hidden = true; }, 4000);
}
