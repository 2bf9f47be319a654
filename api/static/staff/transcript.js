// One conversation: what was said, what is settled, and what a member of staff can do with it.
import { h, linked } from "../shared/dom.js";
import { fill, languageOf, length, time, uuid } from "../shared/text.js";
import { conflictText, ownerText } from "./conversations.js";
import { citation, during, facts, locale, term } from "./parts.js";

const LIMIT = 2000;
const GROUPS = { request_type: "types", region: "regions", requester: "requesters", subject: "subjects", reply_method: "reply_methods" };

export class Transcript {
  constructor(id, session, words, { contactLeft, onChange }) {
    Object.assign(this, { id, session, words, contactLeft, onChange, mine: false, contact: null, item: null, seen: new Set(), pending: null });
    this.head = h("header", { class: "conversation-head" });
    this.slots = h("details", { class: "slots", open: matchMedia("(min-width: 900px)").matches }, h("summary", { text: words.slots }));
    this.log = h("div", { class: "transcript", role: "log", "aria-label": words.transcript, tabindex: "0" });
    this.alert = h("p", { class: "alert", role: "alert" });
    this.done = h("p", { class: "done", role: "status" });
    this.#makeControls();
    this.element = h("div", { class: "conversation" }, this.head, this.slots, this.log, this.alert, this.done, this.claim, this.reply);
  }

  #makeControls() {
    const { words } = this;
    const act = (verb, said) => (event) => this.#act(verb, words[said], event.currentTarget);
    this.claim = h("button", { type: "button", class: "button claim", text: words.claim, on: { click: act("claim", "claimed") } });
    this.input = h("textarea", { id: "reply", rows: 3, placeholder: words.reply_placeholder });
    this.count = h("span", { class: "count" });
    this.send = h("button", { type: "submit", class: "button", text: words.send });
    this.close = h("button", { type: "button", class: "quiet", text: words.close });
    this.close.addEventListener("click", (event) => {
      // Ending cannot be undone: it takes two presses.
      if (this.close.dataset.sure) { act("close", "closed")(event); return; }
      this.close.dataset.sure = "1";
      this.close.textContent = words.close_sure;
      setTimeout(() => { delete this.close.dataset.sure; this.close.textContent = words.close; }, 4000);
    });
    this.reply = h("form", { class: "reply" }, h("label", { for: "reply", text: words.reply_label }), this.input,
      h("div", { class: "buttons" }, this.send, this.count, h("span", { class: "space" }),
        h("button", { type: "button", class: "quiet", text: words.release, on: { click: act("release", "released") } }), this.close));
    this.reply.addEventListener("submit", (event) => { event.preventDefault(); this.#send(); });
    this.input.addEventListener("input", () => { this.count.textContent = fill(words.reply_counter, { count: length(this.input.value), limit: LIMIT }); });
    this.input.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.isComposing) { event.preventDefault(); this.#send(); }
    });
    this.claim.hidden = true;
    this.reply.hidden = true;
  }

  async refresh() {
    try {
      const item = await this.session.call("GET", `staff/conversations/${encodeURIComponent(this.id)}`);
      const had = this.mine;
      this.item = item;
      this.mine = this.session.has(item);
      const lost = had && !this.mine && ["staff", "waiting"].includes(item.owner);
      this.#show();
      if (lost) this.#say("", this.words.lost_claim);
    } catch {
      if (!this.item) this.alert.textContent = this.words.load_failed;
    }
  }

  #show() {
    const { item, words } = this;
    this.head.replaceChildren(
      h("h2", { text: this.session.companyName(item.company) }), h("span", { class: `owner ${item.owner}`, text: ownerText(item, this.session, words) }),
      this.contactLeft && h("button", { type: "button", class: "quiet", text: words.show_contact, on: { click: () => this.#contact() } }) || "");
    this.#showSlots();
    const near = this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < 120;
    for (const message of item.messages) if (!this.seen.has(message.id)) { this.seen.add(message.id); this.log.append(this.#message(message)); }
    if (near || this.seen.size === item.messages.length) this.log.scrollTop = this.log.scrollHeight;
    this.claim.hidden = item.owner !== "waiting"; // what the bot has can be read, not taken
    const { mine } = this;
    if (mine && this.reply.hidden) { this.reply.hidden = false; this.input.focus(); } else this.reply.hidden = !mine;
  }

  #showSlots() {
    const { item, words } = this;
    const settled = { region: item.region, ...item.slots };
    const rows = Object.entries(settled).filter(([, value]) => typeof value === "string" && value)
      .map(([name, value]) => [words[`slot_${name}`] || name, term(words, GROUPS[name], value)]);
    if (item.locale) rows.push([words.slot_locale, item.locale]);
    this.slots.replaceChildren(this.slots.firstChild, rows.length ? facts(rows) : h("p", { text: words.no_slots }), ...(this.contact || []));
  }

  #message(message) {
    const { words } = this;
    const sender = { customer: words.customer, bot: words.bot, staff: message.alias || "", system: "" }[message.from];
    return h("div", { class: `message ${message.from}` },
      h("p", { class: "sender" }, h("span", { text: sender }), h("time", { datetime: message.created_at, text: time(message.created_at, locale) })),
      h("div", { class: "bubble", lang: languageOf(message.text, locale) }, h("p", {}, linked(message.text)),
        (message.citations || []).map((item, index) => citation(item, words, index + 1))),
      message.choices?.length ? h("p", { class: "offered", text: message.choices.map((choice) => `［${choice.label}］`).join(" ") }) : null);
  }

  async #act(verb, said, button) {
    this.#say("", "");
    try {
      await during(button, () => this.session.call("POST", `staff/conversations/${encodeURIComponent(this.id)}/${verb}`, { body: {} }));
      this.#say(said, "");
    } catch (error) {
      this.#say("", conflictText(error, this.words));
    }
    await this.refresh();
    this.onChange(this.mine ? "mine" : null);
  }

  async #send() {
    const text = this.input.value.trim();
    if (!text || length(text) > LIMIT || this.send.disabled) return;
    // The same text sent again after a failure is the same message.
    if (this.pending?.text !== text) this.pending = { text, client_id: uuid() };
    this.#say("", "");
    try {
      await during(this.send, () => this.session.call("POST", `staff/conversations/${encodeURIComponent(this.id)}/messages`, { body: this.pending }));
      this.pending = null;
      this.input.value = "";
      this.count.textContent = "";
    } catch (error) {
      this.#say("", `${this.words.reply_failed} ${conflictText(error, this.words)}`);
    }
    await this.refresh();
    if (!this.reply.hidden) this.input.focus();
  }

  async #contact() {
    try {
      const { items } = await this.session.call("GET", `staff/conversations/${encodeURIComponent(this.id)}/contacts`);
      this.slots.open = true;
      this.contact = items.map(({ values }) => facts(Object.entries(values).map(([name, value]) => [term(this.words, "fields", name), value])));
      this.#showSlots();
    } catch (error) {
      this.#say("", conflictText(error, this.words));
    }
  }

  #say(done, alert) {
    this.done.textContent = done;
    this.alert.textContent = alert;
  }
}
