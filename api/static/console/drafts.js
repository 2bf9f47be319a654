// What is typed into a form with data-kept outlives the end of a session: it stays in this tab (sessionStorage), sealed
// with a key that only pages of the same member of staff carry, until it is sent, somebody logs out, or half a day has
// gone. Where the browser cannot seal (plain http), nothing is kept. Decision 0090.
const PREFIX = "madoguchi.draft:";
const SENT = "madoguchi.sent"; // names (no values) of what a form took along that is answered by another page
const LIVES = 12 * 3600 * 1000; // milliseconds
const FIELDS = "textarea[id], select[id], input[id]:not([type=hidden], [type=password]), input[id][name=client_id]";

const store = (() => {
  try { return window.sessionStorage; } catch { return null; } // switched off
})();
const hex = document.body.dataset.drafts;
const bytes = (text) => Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));
const key = store && hex && window.crypto?.subtle
  ? crypto.subtle.importKey("raw", bytes(hex), "AES-GCM", false, ["encrypt", "decrypt"]) : null;

const names = () => (store ? Object.keys(store).filter((name) => name.startsWith(PREFIX)) : []);
const nameOf = (field) => `${PREFIX}${new URL(field.form.action).pathname}#${field.id}`;
const fieldsOf = (form) => [...form.querySelectorAll(FIELDS)];
const isTick = (field) => ["checkbox", "radio"].includes(field.type);
const stateOf = (field) => (isTick(field) ? (field.checked ? "on" : "") : field.value);

function forget(which) {
  for (const name of which) store.removeItem(name);
}

// ---------------------------------------------------------------- keeping

const newest = new Map(); // name -> number of its newest value: sealing takes a moment, and may overtake

async function keep(field) {
  if (!key) return;
  const name = nameOf(field), state = stateOf(field), number = (newest.get(name) ?? 0) + 1;
  newest.set(name, number);
  if (!state && !isTick(field)) { store.removeItem(name); return; }
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const additionalData = new TextEncoder().encode(name);
  const sealed = await crypto.subtle.encrypt(
    { name: "AES-GCM", iv, additionalData }, await key, new TextEncoder().encode(state),
  );
  if (newest.get(name) !== number) return;
  const all = [...iv, ...new Uint8Array(sealed)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  try { store.setItem(name, `${Date.now()}.${all}`); } catch { /* full: as without this */ }
}

function drop(form) {
  for (const field of fieldsOf(form)) {
    const name = nameOf(field);
    newest.set(name, (newest.get(name) ?? 0) + 1); // nothing that is being sealed comes after it
    store?.removeItem(name);
  }
}

for (const kind of ["input", "change"]) {
  document.addEventListener(kind, (event) => {
    const form = event.target.form;
    if (!form?.matches("[data-kept]") || !event.target.matches(FIELDS)) return;
    keep(event.target);
    const id = form.querySelector("input[id][name=client_id]"); // by it the desk knows what it has already
    if (id) keep(id);
  });
}

// ---------------------------------------------------------------- giving back

async function opened(name) {
  const [at, sealed] = store.getItem(name).split(".");
  if (Date.now() - Number(at) > LIVES) throw new Error("too old");
  const all = bytes(sealed), additionalData = new TextEncoder().encode(name);
  const plain = await crypto.subtle.decrypt(
    { name: "AES-GCM", iv: all.slice(0, 12), additionalData }, await key, all.slice(12),
  );
  return new TextDecoder().decode(plain);
}

/** Whether the field stands as the page came: what is in it otherwise is newer. */
function untouched(field) {
  if (isTick(field)) return field.checked === field.defaultChecked;
  if (field.type === "hidden") return true;
  if (field.matches("select")) return field.selectedIndex === Math.max(0, [...field.options].findIndex((o) => o.defaultSelected));
  return field.value === "";
}

async function giveBack(field) {
  const name = nameOf(field);
  if (!store.getItem(name)) return false;
  let state;
  try { state = await opened(name); } catch { store.removeItem(name); return false; } // old, or somebody else's
  if (!field.isConnected || !untouched(field) || stateOf(field) === state) return false;
  if (isTick(field)) field.checked = state === "on"; else field.value = state;
  for (let around = field.closest("details"); around; around = around.parentElement.closest("details")) around.open = true;
  if (field.type === "hidden") return false;
  field.dispatchEvent(new Event("change", { bubbles: true }));
  return true;
}

async function giveAllBack(within) {
  if (!key) return false;
  const forms = [...within.querySelectorAll("form[data-kept]")];
  if (within.matches?.("form[data-kept]")) forms.push(within);
  let any = false;
  for (const form of forms) {
    for (const field of fieldsOf(form)) any = (await giveBack(field)) || any;
  }
  return any;
}

// ---------------------------------------------------------------- sent

// htmx: what was taken is forgotten before the answer stands in the page. What the answer still shows in a field (a
// reply that is to be confirmed, a ready text) is yet to be sent.
document.addEventListener("htmx:beforeSwap", (event) => {
  const form = event.detail.requestConfig?.elt?.closest("form[data-kept]");
  if (form && event.detail.xhr.status < 400) drop(form);
});
document.addEventListener("htmx:afterSwap", (event) => {
  const sent = event.detail.requestConfig?.elt;
  if (!sent?.closest?.("form[data-kept]")) return;
  for (const field of event.detail.target.querySelectorAll("form[data-kept] textarea[id]")) if (field.value) keep(field);
});
document.addEventListener("htmx:load", (event) => { giveAllBack(event.detail.elt); });

// A form that goes to another page: whether it was taken shows there.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!store || event.defaultPrevented) return;
  if (form.matches("[data-kept]") && !form.hasAttribute("hx-post")) {
    store.setItem(SENT, JSON.stringify(fieldsOf(form).map(nameOf)));
  }
});

function settleSent() {
  const sent = JSON.parse(store.getItem(SENT) ?? "[]");
  store.removeItem(SENT);
  const [way] = performance.getEntriesByType("navigation");
  const refused = !hex || "refused" in document.body.dataset || way?.type !== "navigate";
  if (!refused) forget(sent);
}

// ---------------------------------------------------------------- out

const tabs = window.BroadcastChannel ? new BroadcastChannel("madoguchi.drafts") : null;
tabs?.addEventListener("message", () => forget(names()));
document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-log-out]")) return;
  forget(names());
  tabs?.postMessage("out"); // the log-out ends the session of every tab
});

// ---------------------------------------------------------------- as a page opens

async function begin() {
  if (!store) return;
  settleSent();
  const old = (name) => Date.now() - Number(store.getItem(name).split(".")[0]) > LIVES;
  forget(names().filter(old));
  if (!hex) { // the log-in page: it says whether something waits
    for (const one of document.querySelectorAll("[data-waits]")) one.hidden = (one.dataset.waits === "yes") !== names().length > 0;
    return;
  }
  if (!(await giveAllBack(document))) return;
  const line = document.createElement("p");
  line.className = "done";
  line.textContent = document.getElementById("flash").dataset.restored;
  document.getElementById("flash").append(line);
}
begin();
