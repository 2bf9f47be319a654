// The conversation's page: the newest message in sight, Ctrl+Enter sends, the reply has the focus once it is ours.
const log = () => document.getElementById("transcript");

function toEnd() {
  const shown = log();
  if (shown) shown.scrollTop = shown.scrollHeight;
}

let atEnd = true;
let typing = null; // where the cursor stood in the reply before its form was replaced

document.addEventListener("htmx:beforeSwap", () => {
  const shown = log();
  atEnd = !shown || shown.scrollHeight - shown.scrollTop - shown.clientHeight < 80;
  const reply = document.getElementById("reply-text");
  typing = reply && document.activeElement === reply ? reply.selectionStart : null;
});

document.addEventListener("htmx:afterSettle", (event) => {
  if (atEnd) toEnd();
  const id = event.detail.target.id;
  if (!["conversation", "reply"].includes(id)) return;
  const reply = document.getElementById("reply-text");
  if (!reply) { document.getElementById("main").focus(); return; }
  reply.focus();
  const place = typing ?? reply.value.length;
  reply.setSelectionRange(place, place);
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.isComposing) return;
  if (event.target.id !== "reply-text") return;
  event.preventDefault();
  document.getElementById("send").click();
});

document.addEventListener("DOMContentLoaded", toEnd);
