// The one place where a customer's personal data enters. It goes to the form's own address and nowhere else.
import { h } from "../shared/dom.js";
import { Problem } from "../shared/http.js";
import { dateTime, fill, languageOf } from "../shared/text.js";
import { receiptElement } from "./messages.js";

const KINDS = {
  name: { autocomplete: "name" },
  name_kana: {},
  birthdate: { type: "date", autocomplete: "bday" },
  postal_code: { autocomplete: "postal-code", inputmode: "numeric" },
  address: { autocomplete: "street-address" },
  phone: { type: "tel", autocomplete: "tel" },
  email: { type: "email", autocomplete: "email" },
  current_value: { area: true },
  new_value: { area: true },
  details: { area: true },
};
let count = 0;

/**
 * @param {{url: string, expires_at: string, fields: {name: string, label: string, required: boolean}[]}} form
 * @param {{words: object, locale: string, submit: (url: string, values: object) => Promise<object>, onDone: (result) => void}} context
 */
export function formElement(form, context) {
  const { words, locale } = context;
  count += 1;
  const fields = form.fields.map((field) => fieldElement(field, `m${count}-${field.name}`, context));
  const alert = h("p", { class: "alert", role: "alert", tabindex: "-1" });
  alert.hidden = true;
  const button = h("button", { type: "submit", class: "primary", text: words.form_submit });
  const element = h("form", { class: "form", lang: locale, novalidate: true, "aria-label": words.form_title },
    h("h3", { text: words.form_title }),
    h("p", { class: "note", text: words.form_note }),
    h("p", { class: "note", text: fill(words.form_until, { time: dateTime(form.expires_at, locale) }) }),
    alert, fields.map((field) => field.element), button);
  const state = { form, fields, alert, button, element, context };
  element.addEventListener("submit", (event) => { event.preventDefault(); send(state); });
  if (new Date(form.expires_at).getTime() < Date.now()) expire(state);
  return element;
}

function fieldElement(field, id, { words, locale }) {
  const { area, ...attributes } = KINDS[field.name] || {};
  const input = h(area ? "textarea" : "input", {
    id, name: field.name, "aria-required": String(Boolean(field.required)), "aria-describedby": `${id}-error`,
    ...(area ? { rows: 3 } : { type: "text" }), ...attributes,
  });
  const error = h("p", { class: "field-error", id: `${id}-error` });
  const show = (message) => {
    error.textContent = message || "";
    if (message) input.setAttribute("aria-invalid", "true");
    else input.removeAttribute("aria-invalid");
  };
  input.addEventListener("input", () => show(""));
  const label = h("label", { for: id, lang: languageOf(field.label, locale) }, field.label, " ",
    h("span", { class: field.required ? "mark required" : "mark", text: field.required ? words.required : words.optional }));
  return { field, input, show, element: h("div", { class: "field" }, label, input, error) };
}

async function send(state) {
  const { fields, context, form } = state;
  const missing = fields.filter(({ field, input }) => field.required && !input.value.trim());
  for (const { show } of fields) show("");
  if (missing.length) {
    for (const { show } of missing) show(context.words.field_missing);
    report(state, context.words.form_errors, missing[0].input);
    return;
  }
  busy(state, true);
  try {
    const values = {};
    for (const { field, input } of fields) if (input.value.trim()) values[field.name] = input.value.trim();
    succeed(state, await context.submit(form.url, values));
  } catch (error) {
    busy(state, false);
    fail(state, error);
  }
}

function succeed({ element, context, fields }, result) {
  for (const { input } of fields) input.value = "";
  // A contact form opens no request: there is nothing to keep, only to confirm.
  const receipt = result.receipt ? receiptElement(result, context)
    : h("p", { class: "receipt", tabindex: "-1", text: context.words.contact_done });
  element.replaceWith(receipt);
  receipt.focus();
  context.onDone(result);
}

function fail(state, error) {
  const { words } = state.context;
  if (!(error instanceof Problem)) return report(state, words.form_unreachable);
  if (error.status === 410) return expire(state);
  if (error.status === 409) return report(state, error.document.detail || words.form_used);
  if (error.status !== 422) return report(state, words.form_unreachable);
  let first = null;
  const other = [];
  for (const { field, message } of error.errors) {
    const known = state.fields.find((item) => item.field.name === field);
    if (!known) { other.push(message); continue; }
    known.show(message);
    first = first || known.input;
  }
  return report(state, [first ? words.form_errors : error.message, ...other].join(" "), first);
}

function report({ alert }, message, focus = null) {
  alert.hidden = false;
  alert.textContent = message;
  (focus || alert).focus();
}

function expire(state) {
  for (const { input } of state.fields) input.disabled = true;
  state.button.disabled = true;
  state.alert.hidden = false;
  state.alert.textContent = state.context.words.form_expired;
}

function busy({ button, element, context }, on) {
  button.disabled = on;
  element.setAttribute("aria-busy", String(on));
  button.textContent = on ? context.words.form_sending : context.words.form_submit;
}
