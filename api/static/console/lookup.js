// The look-up by keyboard: "/" to the question, arrows from hit to hit, Enter opens the clause, c copies it.
const question = () => document.getElementById("question");
const hits = () => [...document.querySelectorAll(".hit")];

function typed(target) {
  return target.closest("input, textarea, select, [contenteditable]");
}

function step(by) {
  const all = hits();
  const at = all.indexOf(document.activeElement.closest(".hit"));
  const next = at + by;
  if (next < 0) { question().focus(); return; }
  all[Math.min(next, all.length - 1)]?.focus();
}

async function copy(hit) {
  const line = document.getElementById("copied");
  try {
    await navigator.clipboard.writeText(hit.dataset.copy);
    line.textContent = line.dataset.done;
  } catch {
    line.textContent = byHand(hit.dataset.copy) ? line.dataset.done : line.dataset.failed;
  }
  setTimeout(() => { line.textContent = ""; }, 3000);
}

// navigator.clipboard is missing on plain http: the old way still works there.
function byHand(text) {
  const area = document.createElement("textarea");
  const back = document.activeElement;
  area.value = text;
  area.className = "sr";
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  back.focus();
  return done;
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-copies]");
  if (button) copy(button.closest(".hit"));
});

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const inside = typed(event.target);
  const hit = event.target.closest(".hit");
  if (event.key === "/" && !inside) {
    event.preventDefault();
    question().focus();
    question().select();
  } else if (event.key === "ArrowDown" && (hit || event.target === question())) {
    event.preventDefault();
    step(1);
  } else if (event.key === "ArrowUp" && hit) {
    event.preventDefault();
    step(-1);
  } else if (event.key === "Enter" && event.target === hit && hit) {
    hit.querySelector("a").click();
  } else if (event.key === "c" && hit && !inside) {
    copy(hit);
  } else if (event.key === "Escape" && hit) {
    question().focus();
  }
});

// What was chosen or typed before htmx listened (a slow line, a page put back by the browser) counts like what is
// chosen after it. htmx begins to listen at DOMContentLoaded, and its script stands before this one.
document.addEventListener("DOMContentLoaded", () => {
  const company = document.getElementById("company");
  const sent = [...company.options].find((option) => option.defaultSelected) ?? company.options[0];
  if (company.value !== sent.value) company.dispatchEvent(new Event("change", { bubbles: true }));
  else if (question().value !== question().defaultValue) question().dispatchEvent(new Event("input", { bubbles: true }));
});
