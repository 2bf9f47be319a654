// Entering a request: of the types of request those that the policy gives where the person lives. Without script all
// stand there, and the desk says which it gives.
const region = document.getElementById("n-region");
const type = document.getElementById("n-request_type");

function narrow() {
  for (const option of type.options) {
    const where = option.dataset.regions;
    const here = where === undefined || !region.value || where.split(" ").includes(region.value);
    option.disabled = option.hidden = !here; // some browsers show hidden ones all the same
  }
  if (type.selectedOptions[0]?.disabled) type.value = "";
}

if (region && type) {
  region.addEventListener("change", narrow);
  narrow();
}

// Sent once: the access code is in the first answer only, and a second press would put an answer without it in its place.
// Who has stopped it (Esc; the browser's own button tells the page nothing) may send it anew.
const AGAIN_AFTER = 10_000; // milliseconds, longer than the desk takes
const entry = document.querySelector("main form[method=post]");
let sent = -Infinity;
entry?.addEventListener("submit", (event) => {
  if (event.timeStamp - sent < AGAIN_AFTER) event.preventDefault();
  else sent = event.timeStamp;
});
const mayBeSent = () => { sent = -Infinity; };
window.addEventListener("pageshow", mayBeSent); // come back to
window.addEventListener("keydown", (event) => { if (event.key === "Escape") mayBeSent(); });
