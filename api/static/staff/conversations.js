// Waiting, own and all conversations, live; what the chosen one says; claim, reply, give back, close.
import { h } from "../shared/dom.js";
import { Problem } from "../shared/http.js";
import { Live } from "../shared/live.js";
import { fill, time } from "../shared/text.js";
import { backButton, columns, locale, term } from "./parts.js";
import { Transcript } from "./transcript.js";

const FILTERS = { waiting: "?owner=waiting", mine: "?owner=staff", all: "" };

export class ConversationsView {
  constructor(session, words) {
    Object.assign(this, { session, words, filter: "waiting", items: [], chosen: null, transcript: null, queued: false });
    const tabs = Object.keys(FILTERS).map((key) => h("button", { type: "button", "aria-pressed": String(key === this.filter), "data-filter": key, text: words[`filter_${key}`], on: { click: () => this.choose(key) } }));
    this.line = h("p", { class: "line" });
    this.parts = columns(words, h("div", {}, h("div", { class: "filters", role: "group", "aria-label": words.tab_conversations }, tabs), this.line), words.pick);
    this.element = this.parts.element;
    this.parts.more.addEventListener("click", () => this.load(this.next));
    this.live = new Live({
      url: () => `${session.api}staff/events${this.chosen ? `?conversation=${encodeURIComponent(this.chosen)}` : ""}`, token: () => session.token, after: () => this.last || null,
      onEvent: ({ id }) => { this.last = id || this.last; this.refresh(); },
      poll: () => this.refresh(), pollSeconds: 3,
      // Where there is no such line, polling does the work; a refused login ends the session.
      onRefused: (status) => { if (status === 401) session.expire(); else this.timer ??= setInterval(() => this.refresh(), 3000); },
    });
  }

  enter() {
    this.load();
    this.live.start();
    this.watch = setInterval(() => { this.line.textContent = this.live.connected || this.timer ? this.words.live : this.words.not_live; this.line.classList.toggle("on", this.live.connected || Boolean(this.timer)); }, 1000);
    this.slow = setInterval(() => this.refresh(), 30000); // a claim that lapses may send no event
  }

  leave() {
    this.live.stop();
    for (const timer of [this.watch, this.slow, this.timer]) clearInterval(timer);
  }

  choose(filter) {
    this.filter = filter;
    for (const button of this.element.querySelectorAll("[data-filter]")) button.setAttribute("aria-pressed", String(button.dataset.filter === filter));
    this.load();
  }

  /** Many events at once cause one refresh. */
  async refresh() {
    if (this.queued) return;
    this.queued = true;
    await new Promise((resolve) => setTimeout(resolve, 150));
    this.queued = false;
    if (!this.session.token) return;
    await Promise.all([this.load(), this.transcript?.refresh()]);
  }

  async load(cursor = null) {
    const asked = this.filter;
    const query = FILTERS[asked] + (cursor ? `${FILTERS[asked] ? "&" : "?"}cursor=${encodeURIComponent(cursor)}` : "");
    try {
      const page = await this.session.call("GET", `staff/conversations${query}`);
      if (asked !== this.filter) return;
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
    const shown = this.filter === "mine" ? this.items.filter((item) => this.session.has(item)) : this.items;
    this.parts.status.textContent = shown.length ? "" : words[`none_${this.filter}`];
    const focused = document.activeElement?.dataset?.id;
    this.parts.list.replaceChildren(...shown.map((item) => this.row(item)));
    if (focused) this.parts.list.querySelector(`[data-id="${CSS.escape(focused)}"]`)?.focus();
  }

  row(item) {
    const { words } = this;
    const when = item.owner === "waiting" && item.waiting_since ? fill(words.waiting_since, { time: time(item.waiting_since, locale) })
      : fill(words.last_message, { time: time(item.last_message_at || item.updated_at, locale) });
    const about = item.slots?.request_type ? term(words, "types", item.slots.request_type) : "";
    return h("button", { type: "button", class: `row ${item.owner}`, "data-id": item.id, "aria-current": String(item.id === this.chosen), on: { click: () => this.pick(item.id) } },
      h("span", { class: "name", text: this.session.companyName(item.company) }),
      h("span", { class: `owner ${item.owner}`, text: ownerText(item, this.session, words) }),
      h("span", { class: "meta", text: [when, item.region && term(words, "regions", item.region), about, item.contact_left && words.contact_left].filter(Boolean).join(" ・ ") }));
  }

  async pick(id) {
    this.chosen = id;
    this.live.stop(); // the line follows the conversation that is looked at
    this.live.start();
    const contactLeft = Boolean(this.items.find((item) => item.id === id)?.contact_left);
    this.transcript = new Transcript(id, this.session, this.words, { contactLeft, onChange: (filter) => (filter ? this.choose(filter) : this.load()) });
    this.element.classList.add("chosen");
    this.parts.detail.replaceChildren(backButton(this.words, this.element), this.transcript.element);
    this.show();
    await this.transcript.refresh();
    this.parts.detail.focus({ preventScroll: true });
  }
}

export function ownerText(item, session, words) {
  if (item.owner !== "staff") return words[`owner_${item.owner}`];
  return session.has(item) ? words.mine : fill(words.has_it, { name: item.claimed_by || "" });
}

/** What to say of a refusal: with the name of the one who has it, if the desk says it. */
export function conflictText(error, words) {
  if (!(error instanceof Problem)) return words.unreachable;
  if (error.document.code === "not_claimant") return words.lost_claim;
  if (error.status !== 409) return error.message;
  const name = error.document.alias || error.document.claimed_by;
  if (name) return fill(words.conflict, { name });
  return error.document.code === "already_claimed" ? words.conflict_unknown : error.message;
}
