// What the console's views share.
import { copyButton, externalLink, h } from "../shared/dom.js";
import { fill, sectionPath } from "../shared/text.js";

// The order in which people think of these; the wording comes without one.
export const STATUSES = ["announced", "received", "sending_form", "awaiting_papers", "awaiting_correction", "checking_identity", "awaiting_fee", "in_progress",
  "answered", "partly_answered", "partly_closed", "refused", "withdrawn", "expired"];
export const REGIONS = ["jp", "eea_uk", "china", "california", "other"];

export const locale = document.documentElement.lang || "ja";

/** Two columns: a list, and beside it (on a phone: over it) what was chosen. */
export function columns(words, filters, empty) {
  const list = h("div", { class: "list" });
  const more = h("button", { type: "button", class: "quiet more", text: words.more });
  more.hidden = true;
  const status = h("p", { class: "status", role: "status" });
  const detail = h("section", { class: "detail", tabindex: "-1" }, h("p", { class: "empty", text: empty }));
  const side = h("div", { class: "side" }, filters, status, list, more);
  const element = h("main", { class: "columns" }, side, detail);
  list.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    const rows = [...list.querySelectorAll("button.row")];
    const next = rows[rows.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1)];
    if (next) { event.preventDefault(); next.focus(); }
  });
  return { element, list, more, status, detail };
}

export function backButton(words, columnsElement) {
  return h("button", { type: "button", class: "quiet back", text: `← ${words.back}`, on: { click: () => {
    columnsElement.classList.remove("chosen");
    columnsElement.querySelector("[aria-current='true']")?.focus();
  } } });
}

/** Rows of a description list; empty values are left out. */
export function facts(rows) {
  return h("dl", { class: "facts" }, rows.filter(([, value]) => value !== null && value !== undefined && value !== "")
    .map(([label, value]) => h("div", {}, h("dt", { text: label }), h("dd", {}, value))));
}

/** The person's word for a value of the vocabulary. */
export function term(words, group, value) {
  return words[group]?.[value] || value;
}

export function citation(item, words, number, open = false) {
  return h("details", { class: "citation", open },
    h("summary", {}, h("b", { text: fill(words.citation, { number }) }), " ", h("span", { lang: "ja", text: sectionPath(item.section) })),
    h("blockquote", { lang: "ja", text: item.quote }),
    h("p", { class: "source" }, h("span", { lang: "ja", text: item.document }), externalLink(item.url, words.open_policy), copyButton(item.quote, words)));
}

/** Runs `work`, disabling `button` meanwhile. */
export async function during(button, work) {
  button.disabled = true;
  try {
    return await work();
  } finally {
    button.disabled = false;
  }
}
