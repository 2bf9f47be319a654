// The conversation's page: the newest message in sight, Ctrl+Enter sends, the reply has the focus once it is ours.
const log = () => document.getElementById("transcript");

function toEnd() {
  const shown = log();
  if (shown) shown.scrollTop = shown.scrollHeight;
}

/** Each quotation by its message and its place in it. */
function quotations(shown) {
  return [...shown.querySelectorAll("[data-id]")].flatMap((message) =>
    [...message.querySelectorAll("details")].map((one, place) => [`${message.dataset.id} ${place}`, one]));
}

/** The transcript is drawn anew by news: it stands as it was read. */
function readOn() {
  const shown = log();
  if (!reading || !shown || shown === reading.from) return;
  for (const [name, one] of quotations(shown)) one.open = reading.open.includes(name);
  shown.scrollTop = reading.top;
  reading = null;
}

let atEnd = true;
let reading = null; // how far the transcript was read, and which quotations were open
let asking = null; // the request for news that is under way
let missed = false;
let before = null; // the reply's field as it stood before a swap

// An answer may draw the reply's field anew, and it knows only what had been typed when it was asked for (the claim's
// answer and the news of the claim arrive in either order): what was typed since is carried over.
document.addEventListener("htmx:beforeSend", (event) => {
  if (event.detail.elt.id === "live") asking = event.detail.xhr;
});

document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.target.id === "conversation" && asking && asking.readyState < XMLHttpRequest.DONE) {
    // The page is drawn anew: older news would still take its reply's field away, and nothing here would hear of it.
    missed = true;
    asking.abort();
  }
  const shown = log();
  atEnd = !shown || shown.scrollHeight - shown.scrollTop - shown.clientHeight < 80;
  if (shown && event.detail.target.contains(shown)) reading = { from: shown, top: shown.scrollTop, open: quotations(shown).filter(([, one]) => one.open).map(([name]) => name) };
  const field = document.getElementById("reply-text");
  const asked = event.detail.requestConfig?.parameters?.text ?? "";
  before = field && {
    field, asked, text: field.value, cursor: field.selectionStart, focused: document.activeElement === field,
    id: document.getElementById("reply-id")?.value,
  };
});

document.addEventListener("htmx:afterSwap", () => {
  readOn();
  // At once: until it settles another answer (who is there, say) may come, and would find the new one at its top.
  if (atEnd) toEnd();
  const field = document.getElementById("reply-text") || document.getElementById("kept-text");
  if (!before || !field || [before.field, before.kept].includes(field)) return;
  before.kept = field; // htmx tells of each element that it swapped in: once is enough
  carryOver(field);
  // Not once it settles: another answer, or the next letter, may come before that.
  if (before.focused && field.id === "reply-text") putCursor(field, before.cursor);
});

function putCursor(field, place) {
  field.focus();
  field.setSelectionRange(place, place);
}

function carryOver(field) {
  const { asked, text, cursor } = before;
  if (text === asked) return;
  const goesOn = text.startsWith(asked);
  const kept = goesOn ? field.value : "";
  field.value = kept + (goesOn ? text.slice(asked.length) : text);
  // It may have been sent already, and the answer lost: by its id the desk knows it when it is sent again.
  const id = document.getElementById("reply-id");
  if (!asked && id && before.id) id.value = before.id;
  // The cursor stands where it stood in what was typed; before that, where the new text begins.
  before.cursor = Math.max(kept.length, cursor + field.value.length - text.length);
}

document.addEventListener("htmx:afterSettle", (event) => {
  if (atEnd) toEnd();
  if (missed) {
    missed = false;
    window.htmx.trigger(document.body, "conversation-changed");
  }
  const reply = document.getElementById("reply-text");
  const drawnAnew = before?.focused && reply && reply !== before.field;
  if (!drawnAnew && !["conversation", "reply"].includes(event.detail.target.id)) return;
  if (!reply) { document.getElementById("main").focus(); return; }
  if (document.activeElement !== reply) putCursor(reply, before?.focused ? before.cursor : reply.value.length);
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.isComposing) return;
  if (event.target.id !== "reply-text") return;
  event.preventDefault();
  document.getElementById("send").click();
});

document.addEventListener("DOMContentLoaded", toEnd);
