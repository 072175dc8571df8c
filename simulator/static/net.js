// The doors of the simulator: /control/… and the stream of events.

export class Refused extends Error {}

async function answer(response) {
  const body = await response.json();
  if (!response.ok) throw new Refused(body.error ?? response.statusText);
  return body;
}

export async function get(path, params = {}) {
  return answer(await fetch(`${path}?${new URLSearchParams(params)}`));
}

export async function post(action, body) {
  return answer(await fetch(`/control/${action}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  }));
}

export async function upload(person, file, { caption = "", asPhoto = false } = {}) {
  const form = new FormData();
  form.set("person", person);
  form.set("caption", caption);
  if (asPhoto) form.set("as_photo", "1");
  form.set("file", file, file.name);
  return answer(await fetch("/control/attach", { method: "POST", body: form }));
}

// `opened` is called at every (re)connection: something may have been missed before it.
export function listen(opened, happened) {
  const stream = new EventSource("/events");
  stream.addEventListener("open", opened);
  stream.addEventListener("message", (event) => happened(JSON.parse(event.data)));
  return stream;
}
