// The requests: list, record, change of status. What the customer entered is fetched only when asked for.
import { copyButton, h } from "../shared/dom.js";
import { Problem } from "../shared/http.js";
import { dateTime, day, fill } from "../shared/text.js";
import { STATUSES, backButton, citation, columns, during, facts, locale, term } from "./parts.js";

const HIDE_AFTER = 5 * 60 * 1000; // milliseconds that customer data stays on an unattended screen

export class RequestsView {
  constructor(session, words) {
    Object.assign(this, { session, words, items: [], chosen: null });
    this.parts = columns(words, h("h2", { class: "side-title", text: words.tab_requests }), words.pick_request);
    this.element = this.parts.element;
    this.parts.more.addEventListener("click", () => this.load(this.next));
  }

  enter() {
    this.load();
    this.timer = setInterval(() => this.load(), 15000);
  }

  leave() {
    clearInterval(this.timer);
    clearTimeout(this.hiding);
  }

  async load(cursor = null) {
    try {
      const page = await this.session.call("GET", `staff/requests${cursor ? `?cursor=${encodeURIComponent(cursor)}` : ""}`);
      this.items = cursor ? [...this.items, ...page.items] : page.items;
      this.next = page.next;
      this.parts.more.hidden = !page.next;
      this.show();
    } catch {
      if (this.session.token) this.parts.status.textContent = this.words.load_failed;
    }
  }

  show() {
    const { words } = this;
    this.parts.status.textContent = this.items.length ? "" : words.none_requests;
    const focused = document.activeElement?.dataset?.id;
    this.parts.list.replaceChildren(...this.items.map((item) => h("button", {
      type: "button", class: "row", "data-id": item.receipt, "aria-current": String(item.receipt === this.chosen), on: { click: () => this.pick(item) } },
      h("span", { class: "name", text: `${term(words, "types", item.request_type)}　${this.session.companyName(item.company)}` }),
      h("span", { class: `owner status-${item.status}`, text: term(words, "statuses", item.status) }),
      h("span", { class: "meta", text: [item.receipt, item.due && `${words.due} ${day(item.due, locale)}`].filter(Boolean).join(" ・ ") }))));
    if (focused) this.parts.list.querySelector(`[data-id="${CSS.escape(focused)}"]`)?.focus();
  }

  pick(item) {
    this.chosen = item.receipt;
    this.show();
    this.detail(item);
    this.element.classList.add("chosen");
    this.parts.detail.focus({ preventScroll: true });
  }

  /** `item` is a row of the list, or a whole record; customer data is shown only where it comes apart from it. */
  detail(item, customer = null) {
    const { words } = this;
    clearTimeout(this.hiding);
    const history = (item.history || []).map((step) => h("li", {}, h("time", { datetime: step.at, text: dateTime(step.at, locale) }), " ",
      term(words, "statuses", step.status), step.by ? `（${step.by}）` : "", step.note && h("p", { class: "note", text: step.note })));
    this.parts.detail.replaceChildren(backButton(words, this.element), h("div", { class: "record" },
      h("header", { class: "conversation-head" }, h("h2", { text: term(words, "types", item.request_type) }), h("span", { class: "owner", text: term(words, "statuses", item.status) })),
      facts([
        [words.receipt, h("span", {}, h("code", { text: item.receipt }), " ", copyButton(item.receipt, words))],
        [words.company, this.session.companyName(item.company)], [words.region, item.region && term(words, "regions", item.region)],
        [words.requester, term(words, "requesters", item.requester)], [words.subject, item.subject && term(words, "subjects", item.subject)],
        [words.reply_method, item.reply_method && term(words, "reply_methods", item.reply_method)],
        [words.standing, item.standing && term(words, "standings", item.standing)],
        [words.due, item.due ? day(item.due, locale) : words.no_due], [words.due_basis, item.due_basis],
        [words.created_at, dateTime(item.created_at, locale)], [words.policy_version, item.policy_version],
      ]),
      h("p", { class: "done saved", role: "status" }), this.#papers(item), this.#customer(item, customer), this.#change(item),
      history.length ? h("section", {}, h("h3", { text: words.history }), h("ol", { class: "history" }, history)) : null));
  }

  #papers(item) {
    if (!item.checklist?.length) return null;
    return h("section", {}, h("h3", { text: this.words.checklist }), h("ol", {}, item.checklist.map((paper, index) =>
      h("li", {}, paper.label, paper.citation && citation(paper.citation, this.words, index + 1)))));
  }

  #customer(item, customer) {
    const { words } = this;
    const said = h("p", { class: "hint", role: "alert" });
    const button = h("button", { type: "button", class: "quiet toggle", text: customer ? words.hide_customer : words.show_customer });
    button.addEventListener("click", async () => {
      if (customer) { this.#again(item); return; }
      try {
        const record = await during(button, () => this.session.call("GET", `staff/requests/${encodeURIComponent(item.receipt)}`));
        this.#again(record, record.customer || {});
      } catch {
        said.textContent = words.load_failed;
      }
    });
    if (customer) this.hiding = setTimeout(() => this.detail(item), HIDE_AFTER);
    return h("section", {}, h("h3", { text: words.customer_data }), h("p", { class: "hint", text: words.customer_note }), button, said,
      customer && h("div", { class: "customer-data" }, facts(Object.entries(customer).map(([name, value]) => [term(words, "fields", name), value]))));
  }

  #again({ customer: _, ...item }, customer = null) {
    this.detail(item, customer);
    this.parts.detail.querySelector(".toggle").focus();
  }

  #change(item) {
    const { words } = this;
    const allowed = STATUSES.filter((status) => (item.allowed_statuses ? item.allowed_statuses.includes(status) : status !== item.status));
    if (!allowed.length) return null;
    const select = h("select", { id: "status", required: true }, h("option", { value: "", text: "—" }), allowed.map((status) => h("option", { value: status, text: term(words, "statuses", status) })));
    const note = h("textarea", { id: "note", rows: 2, maxlength: 2000 });
    const listed = item.grounds?.length > 0;
    const ground = listed
      ? h("select", { id: "ground" }, h("option", { value: "", text: "—" }), item.grounds.map((one) => h("option", { value: one.id, text: one.text })))
      : h("textarea", { id: "ground", rows: 2, maxlength: 500 });
    const why = h("div", { hidden: true }, h("label", { for: "ground", text: listed ? words.ground_label : words.ground_own_label }), ground);
    select.addEventListener("change", () => { why.hidden = select.value !== "refused"; });
    const said = h("p", { role: "alert", class: "hint" });
    const button = h("button", { type: "submit", class: "button", text: words.save });
    const form = h("form", { class: "change" }, h("h3", { text: words.change_status }), h("label", { for: "status", text: words.status }), select, why,
      h("label", { for: "note", text: words.note_label }), note, h("div", { class: "buttons" }, button, said));
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const body = { status: select.value };
      if (note.value.trim()) body.note = note.value.trim();
      if (select.value === "refused" && ground.value.trim()) body.grounds = [ground.value.trim()];
      try {
        const { customer: _, ...record } = await during(button, () => this.session.call("PATCH", `staff/requests/${encodeURIComponent(item.receipt)}`, { body }));
        this.detail(record);
        this.parts.detail.querySelector(".saved").textContent = words.saved;
        this.load();
      } catch (error) {
        said.textContent = this.#refusal(error);
      }
    });
    return form;
  }

  #refusal(error) {
    if (!(error instanceof Problem)) return this.words.unreachable;
    const allowed = error.document.allowed || error.errors.find((item) => item.allowed)?.allowed;
    if (!Array.isArray(allowed) || !allowed.every((status) => STATUSES.includes(status))) return error.message;
    return fill(this.words.cannot_change, { allowed: allowed.map((status) => term(this.words, "statuses", status)).join("、") || "—" });
  }
}
