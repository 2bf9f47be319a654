// One message of the conversation as elements.
import { copyButton, externalLink, h, linked } from "../shared/dom.js";
import { fill, fold, inLanguages, languageOf, sectionPath, time } from "../shared/text.js";

/**
 * @param {object} message of the contract
 * @param {{words: object, locale: string, desk: string, onChoice: (choice, button) => void}} context
 */
export function messageElement(message, context) {
  const { words, locale } = context;
  if (message.from === "system") {
    const language = languageOf(message.text, locale);
    return h("div", { class: "message system", "data-id": message.id, lang: language },
      h("p", {}, spoken(message.text, language)));
  }
  const sender = senderName(message, context);
  const bubble = h("div", { class: "bubble" });
  const label = { not_stated: words.kind_not_stated, out_of_scope: words.kind_out_of_scope }[message.kind];
  if (label && message.from === "bot") bubble.append(h("p", { class: "kind", text: label }));
  bubble.append(textElement(message.text, context));
  for (const [index, citation] of (message.citations || []).entries()) {
    bubble.append(citationElement(citation, index + 1, context));
  }
  return h("div", { class: `message ${message.from}`, "data-id": message.id },
    h("p", { class: "sender" },
      message.from === "customer" ? h("span", { class: "sr", text: sender }) : h("span", { text: sender }),
      message.from === "staff" && h("span", { class: "badge", text: words.staff_badge }),
      h("time", { datetime: message.created_at, text: time(message.created_at, locale) })),
    bubble,
    offered(message).length ? choicesElement(message, context) : null);
}

function senderName(message, { words, desk }) {
  if (message.from === "customer") return words.you;
  if (message.from === "staff") return message.alias || words.staff;
  return fill(words.bot, { company: desk });
}

/** A text with its links; Japanese words in a sentence of another language are marked as such. */
function spoken(text, language) {
  return inLanguages(text, language).flatMap(([piece, own]) => (own ? h("span", { lang: own }, linked(piece)) : linked(piece)));
}

/** The text, with everything beyond about 400 characters behind 「続きを読む」. */
export function textElement(text, { words, locale }) {
  const [head, tail] = fold(text);
  const language = languageOf(text, locale);
  const paragraph = h("p", { class: "text", lang: language }, h("span", {}, spoken(head, language)));
  if (!tail) return paragraph;
  const rest = h("span", { class: "rest", tabindex: "-1" }, spoken(tail, language));
  rest.hidden = true;
  const button = h("button", { type: "button", class: "more", "aria-expanded": "false", text: words.more });
  button.addEventListener("click", () => {
    rest.hidden = !rest.hidden;
    button.setAttribute("aria-expanded", String(!rest.hidden));
    button.textContent = rest.hidden ? words.more : words.less;
    if (!rest.hidden) rest.focus({ preventScroll: true });
  });
  paragraph.append(rest);
  return h("div", {}, paragraph, button);
}

/** A collapsible quotation with the way to its place in the policy. */
export function citationElement(citation, number, { words }) {
  const section = sectionPath(citation.section);
  return h("details", { class: "citation" },
    h("summary", {},
      h("span", { class: "number", text: fill(words.citation, { number }) }),
      h("span", { class: "section", lang: "ja", text: section })),
    h("blockquote", { lang: "ja", cite: citation.url, text: citation.quote }),
    h("p", { class: "source" },
      h("span", { lang: "ja", text: citation.document }), " ",
      externalLink(citation.url, words.open_policy)));
}

/** The way back to the bot stands under the entry for as long as it leads there (Panel.show), and not here as well. */
function offered(message) {
  return (message.choices || []).filter((choice) => choice.value !== "back_to_bot");
}

function choicesElement(message, { words, onChoice }) {
  const group = h("div", { class: "choices", role: "group", "aria-label": words.choices });
  for (const choice of offered(message)) {
    const button = h("button", { type: "button", "data-value": choice.value, text: choice.label });
    button.addEventListener("click", () => onChoice(choice, button));
    group.append(button);
  }
  return group;
}

/** What the desk says once a request is in: receipt, access code, papers, address, documents. */
export function receiptElement(result, context) {
  const { words } = context;
  const standing = { request: words.standing_request, announcement: words.standing_announcement }[result.standing];
  const box = h("section", { class: "receipt", tabindex: "-1", "aria-label": words.receipt_title },
    h("h3", { text: words.receipt_title }),
    standing && h("p", { class: "standing", text: standing }),
    h("dl", {},
      codeRow(words.receipt, result.receipt, words),
      codeRow(words.access_code, result.access_code, words)),
    h("p", { class: "warning", text: words.keep_code }),
    words.status_link && h("p", {}, externalLink(statusPage(context.locale), words.status_link)));
  if (result.checklist?.length) box.append(checklist(result.checklist, context));
  const address = sendTo(result.send_to, words);
  if (address) box.append(address);
  if (result.documents?.length) {
    box.append(h("h4", { text: words.documents }), h("ul", {}, result.documents.map((item) =>
      h("li", {}, externalLink(item.url, item.label || words[`document_${item.kind}`] || item.kind)))), h("p", { class: "note", text: words.documents_note }));
  }
  return box;
}

/** Where receipt and access code show how the request stands; neither stands in the address. */
function statusPage(locale) {
  const address = new URL("../../requests", import.meta.url); // this module lies below the desk's own /static/widget/
  address.searchParams.set("lang", locale);
  return address.href;
}

function codeRow(label, value, words) {
  return h("div", {}, h("dt", { text: label }),
    h("dd", {}, h("code", { text: value }), copyButton(value, words, fill(words.copy_what, { what: label }))));
}

function checklist(items, context) {
  const list = h("ol", { class: "checklist" }, items.map((item, index) => h("li", {},
    h("span", { lang: languageOf(item.label, context.locale), text: item.label }),
    item.citation && citationElement(item.citation, index + 1, context))));
  return h("div", {}, h("h4", { text: context.words.checklist }), list);
}

const SEND_TO = ["postal_code", "address", "name", "department", "email", "phone", "hours", "url", "note"];

/** Where to send things: known parts in reading order, then whatever else the desk names. */
export function sendTo(target, words) {
  if (!target) return null;
  const parts = typeof target === "string" ? { address: target } : target;
  const keys = [...SEND_TO.filter((key) => key in parts), ...Object.keys(parts).filter((key) => !SEND_TO.includes(key))];
  const lines = keys.map((key) => parts[key]).filter((value) => typeof value === "string" && value);
  if (!lines.length) return null;
  return h("div", {}, h("h4", { text: words.send_to }),
    h("address", {}, lines.map((line) => h("div", { lang: languageOf(line, "ja") }, linked(line)))),
    copyButton(lines.join("\n"), words, fill(words.copy_what, { what: words.send_to })));
}
