// The conversation's page: the newest message in sight, Ctrl+Enter sends, the reply has the focus once it is ours.
const log = () => document.getElementById("transcript");

function toEnd() {
  const shown = log();
  if (shown) shown.scrollTop = shown.scrollHeight;
}

let atEnd = true;
let before = null; // the reply's field as it stood before a swap

// An answer may draw the reply's field anew, and it knows only what had been typed when it was asked for (the claim's
// answer and the news of the claim arrive in either order): what was typed since is carried over.
document.addEventListener("htmx:beforeSwap", (event) => {
  const shown = log();
  atEnd = !shown || shown.scrollHeight - shown.scrollTop - shown.clientHeight < 80;
  const field = document.getElementById("reply-text");
  const asked = event.detail.requestConfig?.parameters?.text ?? "";
  before = field && {
    field, asked, text: field.value, cursor: field.selectionStart, focused: document.activeElement === field,
  };
});

document.addEventListener("htmx:afterSwap", () => {
  const field = document.getElementById("reply-text") || document.getElementById("kept-text");
  if (!before || !field || [before.field, before.kept].includes(field) || before.text === before.asked) return;
  const { asked, text, cursor } = before;
  const goesOn = text.startsWith(asked);
  const kept = goesOn ? field.value : "";
  field.value = kept + (goesOn ? text.slice(asked.length) : text);
  // The cursor stands where it stood in what was typed; before that, where the new text begins.
  before.cursor = Math.max(kept.length, cursor + field.value.length - text.length);
  before.kept = field; // htmx tells of each element that it swapped in: once is enough
});

document.addEventListener("htmx:afterSettle", (event) => {
  if (atEnd) toEnd();
  const reply = document.getElementById("reply-text");
  const drawnAnew = before?.focused && reply && reply !== before.field;
  if (!drawnAnew && !["conversation", "reply"].includes(event.detail.target.id)) return;
  if (!reply) { document.getElementById("main").focus(); return; }
  if (document.activeElement === reply && reply === before?.field) return;
  const place = before?.focused ? before.cursor : reply.value.length;
  reply.focus();
  reply.setSelectionRange(place, place);
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.isComposing) return;
  if (event.target.id !== "reply-text") return;
  event.preventDefault();
  document.getElementById("send").click();
});

document.addEventListener("DOMContentLoaded", toEnd);
