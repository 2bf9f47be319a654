// Every page of the console: hears of changes, and tells of a customer who waits (by sound, by the desktop, as switched).
const slot = document.getElementById("presence");
const KEYS = { sound: "madoguchi.sound", notice: "madoguchi.notice" };
let known = null; // ids that waited when we looked last; null: not looked yet
let audio = null;

function kept(name) {
  try { return localStorage.getItem(KEYS[name]) === "on"; } catch { return false; }
}

function keep(name, on) {
  try { localStorage.setItem(KEYS[name], on ? "on" : "off"); } catch { /* a browser that keeps nothing: for this page only */ }
}

function mayNotify() {
  return "Notification" in window && Notification.permission === "granted";
}

function isOn(name) {
  return kept(name) && (name !== "notice" || mayNotify());
}

// ---------------------------------------------------------------- switches

function paint() {
  for (const button of slot.querySelectorAll("[data-switch]")) {
    const on = isOn(button.dataset.switch);
    button.setAttribute("aria-pressed", String(on));
    button.textContent = on ? button.dataset.on : button.dataset.off;
    button.hidden = button.dataset.switch === "notice" && !("Notification" in window);
  }
}

async function flip(button) {
  const name = button.dataset.switch;
  const on = !isOn(name);
  if (on && name === "notice" && (await Notification.requestPermission()) !== "granted") {
    say(button.dataset.denied);
    return;
  }
  keep(name, on);
  paint();
  if (on && name === "sound") ring();
}

slot.addEventListener("click", (event) => {
  const button = event.target.closest("[data-switch]");
  if (button) flip(button);
});

// ---------------------------------------------------------------- telling

function ring() {
  try {
    audio = audio || new AudioContext();
    audio.resume();
    for (const [at, pitch] of [[0, 880], [0.18, 660]]) {
      const tone = audio.createOscillator();
      const volume = audio.createGain();
      tone.frequency.value = pitch;
      volume.gain.setValueAtTime(0.15, audio.currentTime + at);
      volume.gain.exponentialRampToValueAtTime(0.001, audio.currentTime + at + 0.16);
      tone.connect(volume).connect(audio.destination);
      tone.start(audio.currentTime + at);
      tone.stop(audio.currentTime + at + 0.17);
    }
  } catch { /* no sound device: the count and the notice remain */ }
}

function notify(title, company, id) {
  try {
    const shown = new Notification(title, { body: company, tag: id });
    shown.addEventListener("click", () => {
      window.focus();
      location.assign(`${slot.dataset.events.replace(/\/events$/, "")}/conversations/${id}`);
    });
  } catch { /* some phones show notices only through a service worker */ }
}

function look() {
  const list = slot.querySelector("#waiting-ids");
  if (!list) return;
  const now = new Map([...list.children].map((item) => [item.dataset.id, item.textContent]));
  const fresh = known === null ? [] : [...now].filter(([id]) => !known.has(id));
  known = new Set(now.keys());
  if (!fresh.length) return;
  if (isOn("sound")) ring();
  if (isOn("notice")) for (const [id, company] of fresh) notify(list.dataset.title, company, id);
}

function say(text) {
  const line = slot.querySelector("#live-line");
  if (line) line.textContent = text;
}

document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target !== slot) return;
  paint();
  look();
});

// A browser lets a page make sounds only after it has been touched.
for (const kind of ["pointerdown", "keydown"]) {
  document.addEventListener(kind, () => { if (isOn("sound")) { audio = audio || new AudioContext(); audio.resume(); } }, { once: true });
}

// ---------------------------------------------------------------- the lines
// A browser opens six connections to one desk at most: of all its pages one listens for the queue and tells the others;
// a conversation's own line is open only while its page is in sight.

const RETRY = 10000; // milliseconds, where the desk refused: the browser does not try again by itself then

function changed(name) {
  window.htmx.trigger(document.body, `${name}-changed`);
}

/** Keeps a line open until `close` is called; `heard` gets "queue" or "conversation". */
function line(url, heard) {
  let source = null;
  let over = false;
  const open = () => {
    if (over) return;
    source = new EventSource(url);
    for (const name of ["queue", "conversation"]) source.addEventListener(name, () => heard(name));
    source.addEventListener("ready", () => {
      say("");
      // What changed since the page was made, or while the line was cut, has not been heard.
      heard("queue");
      heard("conversation");
    });
    source.addEventListener("error", () => {
      say(slot.querySelector("#live-line")?.dataset.broken || "");
      if (source.readyState === EventSource.CLOSED) setTimeout(open, RETRY);
    });
  };
  open();
  return () => { over = true; source.close(); };
}

function followQueue() {
  const url = slot.dataset.events;
  if (!navigator.locks || !window.BroadcastChannel) { line(url, changed); return; } // plain http: each page for itself
  const others = new BroadcastChannel("madoguchi.line");
  others.addEventListener("message", (event) => changed(event.data));
  const tell = (name) => { changed(name); others.postMessage(name); };
  navigator.locks.request("madoguchi.line", () => new Promise(() => { line(url, tell); })).catch(() => {});
}

function followConversation() {
  const here = document.querySelector("[data-conversation]");
  if (!here) return;
  const url = `${slot.dataset.events}?conversation=${encodeURIComponent(here.dataset.conversation)}`;
  const only = (name) => { if (name === "conversation") changed(name); };
  let close = null;
  const look = () => {
    if (document.visibilityState === "hidden") {
      close?.();
      close = null;
    } else if (!close) {
      close = line(url, only);
    }
  };
  document.addEventListener("visibilitychange", () => { look(); if (close) changed("conversation"); });
  look();
}

document.addEventListener("DOMContentLoaded", () => { followQueue(); followConversation(); });
