// The chat: one conversation with one company's desk, kept over reloads.
import { h } from "../shared/dom.js";
import { Problem } from "../shared/http.js";
import { Live } from "../shared/live.js";
import { fill, languageOf } from "../shared/text.js";
import { Desk } from "./desk.js";
import { formElement } from "./form.js";
import { messageElement } from "./messages.js";
import { Outbox } from "./outbox.js";
import { Panel } from "./panel.js";
import { Store } from "./store.js";

const LOCALES = ["ja", "en", "zh"];
const NAME_PATIENCE = 1500;
const GONE = [401, 403, 404, 410];

/**
 * Puts the chat on the page.
 * @param {{assets: string, company: string, locale?: string, region?: string}} options `assets` is the address of the folder with widget.js
 */
export async function mount({ assets, company, locale, region }) {
  const host = h("madoguchi-chat");
  const root = host.attachShadow({ mode: "open" });
  const sheet = h("link", { rel: "stylesheet", href: new URL("widget.css", assets).href });
  const styled = new Promise((resolve) => { sheet.addEventListener("load", resolve); sheet.addEventListener("error", resolve); });
  root.append(sheet);
  host.style.display = "none"; // never unstyled
  document.body.append(host);
  const store = new Store(company);
  const kept = store.read().locale;
  const wanted = [kept, locale, document.documentElement.lang, navigator.language].map((tag) => (tag || "").slice(0, 2));
  const chat = new Chat(new Desk(new URL("..", assets).href), root, store, { company, region });
  await Promise.all([styled, chat.speak(wanted.find((tag) => LOCALES.includes(tag)) || "ja")]);
  host.style.display = "";
  if (store.wasOpen) chat.panel.toggle(true, { focus: false });
  return chat;
}

class Chat {
  constructor(desk, root, store, { company, region }) {
    Object.assign(this, { desk, store, company, region, asked: null, owner: null, expects: null, words: {}, locale: "ja", name: company });
    this.seen = new Map(); // message id -> element
    this.cursor = null; // last message the live line has brought
    this.unread = 0;
    this.ready = null;
    this.panel = new Panel(root, {
      onOpen: () => this.#open(), onClose: () => this.#closed(), onSend: (text) => this.#send({ text }, text),
      // A choice, not a sentence: it is never taken for a receipt number, and reaches people even while the bot is down.
      onStaff: () => this.#send({ choice: "handoff" }, this.words.staff_phrase),
      onBack: () => this.#send({ choice: "back_to_bot" }, this.words.back_to_bot),
      onLocale: (locale) => this.speak(locale, true), onRestart: () => this.#restart(),
    });
    this.outbox = new Outbox({
      deliver: async (item) => { await this.#begin(); return this.desk.send(item.content, item.clientId); },
      onReply: (item, reply) => this.#replied(item, reply),
      onFailure: (item, error) => this.#failed(item, error),
      onBusy: (busy) => this.panel.busy(busy && !["waiting", "staff"].includes(this.owner)),
    });
    this.live = new Live({
      url: (after) => desk.eventsUrl(after), token: () => desk.token, after: () => this.cursor,
      onEvent: (event) => this.#event(event), poll: () => this.#poll(), onRefused: () => this.#lost(),
    });
    addEventListener("offline", () => this.panel.tell(this.words.offline));
    addEventListener("online", () => { this.panel.tell(""); this.outbox.retryAll(); if (this.panel.opened) this.#open(); });
    document.addEventListener("visibilitychange", () => this.#line());
  }

  async speak(locale, chosen = false) {
    const asked = this.asked = Symbol(locale); // words that come late give way to the language that was asked for after them
    let words;
    try {
      words = await this.desk.words(locale);
    } catch (error) {
      if (!Object.keys(this.words).length) throw error;
      if (asked === this.asked) this.panel.language.value = this.locale;
      return;
    }
    if (asked !== this.asked) return;
    this.words = words;
    this.locale = locale;
    if (chosen) this.store.write({ locale });
    this.panel.speak(this.words, locale, this.name);
    for (const who of this.panel.log.querySelectorAll(".message.bot > .sender > span")) who.textContent = fill(this.words.bot, { company: this.name });
    this.#state(this.owner, this.expects);
    if (this.known) this.#header(); // its note is in the language of before
  }

  /** The window speaks as the conversation does: what the customer writes may change its language. A language that was
   *  chosen by hand stays until it changes the next time. */
  async #follow(locale) {
    if (!locale || locale === this.spoken || !LOCALES.includes(locale)) return;
    const first = this.spoken === undefined;
    this.spoken = locale;
    if (locale !== this.locale && !(first && this.store.read().locale)) await this.speak(locale, true).catch(() => {});
  }

  async #open() {
    this.store.wasOpen = true;
    this.unread = 0;
    this.heading = this.#header();
    try {
      await this.#begin();
      this.#line();
    } catch (error) {
      const text = error instanceof Problem && !error.passing ? error.message : this.words.cannot_connect;
      this.panel.tell(text, { label: this.words.retry, run: () => { this.panel.tell(""); this.#open(); } });
    }
  }

  #closed() {
    this.store.wasOpen = false;
    this.#line();
  }

  /** Company name and opening state; the chat works without them. */
  async #header() {
    const locale = this.locale;
    if (this.known && this.knownIn === locale) return;
    try {
      this.known = await this.desk.company(this.company, locale);
      this.knownIn = locale;
      this.name = this.known?.name || this.company;
      this.panel.speak(this.words, this.locale, this.name);
      this.panel.banner.textContent = this.known?.desk.note || this.words[`desk_${this.known?.desk.state}`] || "";
      this.#state(this.owner, this.expects);
    } catch {
      this.known = null;
    }
  }

  /** Waits a moment for the company's name, which stands above each message; the chat works without it. */
  #named() {
    return Promise.race([this.heading, new Promise((done) => setTimeout(done, NAME_PATIENCE))]);
  }

  /** Opens the conversation, or takes up the one from before the reload. Several callers share one attempt. */
  #begin() {
    this.ready ??= this.#resume().catch((error) => { this.ready = null; throw error; });
    return this.ready;
  }

  async #resume() {
    const kept = this.store.read();
    if (kept.id) {
      this.desk.use(kept);
      try {
        const page = await this.desk.messages();
        await this.#named();
        this.#restore(page.items);
        this.#state(page.owner ?? kept.owner ?? "bot", page.expects ?? null);
        return;
      } catch (error) {
        if (!(error instanceof Problem) || !GONE.includes(error.status)) throw error;
        this.store.forget();
      }
    }
    const opened = await this.desk.open({ company: this.company, region: this.region, locale: this.locale });
    this.store.write({ id: opened.id, token: opened.token, owner: opened.owner });
    this.spoken = opened.locale ?? this.locale;
    await this.#named();
    this.#restore(opened.messages);
    this.#state(opened.owner, opened.expects);
  }

  #restore(messages) {
    this.panel.log.setAttribute("aria-live", "off"); // a history is not news
    for (const message of messages) this.#show(message);
    this.cursor = messages.at(-1)?.id ?? this.cursor;
    this.panel.jump();
    setTimeout(() => this.panel.log.setAttribute("aria-live", "polite"), 500);
  }

  #show(message) {
    if (this.seen.has(message.id)) return;
    if (message.from === "customer" && this.#adopt(message)) return;
    if (message.from === "customer") this.#settle();
    const element = messageElement(message, {
      words: this.words, locale: this.locale, desk: this.name,
      onChoice: (choice, button) => { button.setAttribute("aria-pressed", "true"); this.#send({ choice: choice.value }, choice.label); },
    });
    if (message.form) element.append(this.#form(message));
    this.seen.set(message.id, element);
    this.panel.add(element);
  }

  #form({ id, form }) {
    const spent = this.store.read().spent || [];
    if (spent.includes(id)) return h("p", { class: "form note", text: this.words.form_used });
    const make = (words, locale) => formElement(form, {
      words, locale, submit: (url, values) => this.desk.submit(url, values),
      onDone: () => { this.store.write({ spent: [...spent, id] }); this.#poll().catch(() => {}); },
    });
    // A card is in one language, that of its labels, also where the window has another one.
    const locale = languageOf(form.fields.map((field) => field.label).join(" "), this.locale);
    if (locale === this.locale) return make(this.words, locale);
    const place = h("div");
    this.desk.words(locale).then((words) => make(words, locale), () => make(this.words, this.locale))
      .then((card) => { place.replaceWith(card); this.panel.scroll(); });
    return place;
  }

  /** The desk's copy of a message typed here (personal data masked) takes the place of the local bubble. */
  #adopt(message) {
    const local = [...this.panel.log.querySelectorAll(".message.customer:not([data-id])")];
    const bubble = local.find((item) => item.querySelector(".text").textContent === message.text) || local.find((item) => !item.classList.contains("failed"));
    if (!bubble) return false;
    bubble.dataset.id = message.id;
    bubble.classList.remove("failed"); // it did arrive: only the answer to the sender was lost
    bubble.querySelector(".failure")?.remove();
    if (!bubble.dataset.choice) bubble.querySelector(".text").textContent = message.text;
    this.seen.set(message.id, bubble);
    return true;
  }

  #send(content, label) {
    this.#settle();
    const secret = this.expects === "access_code" && "text" in content;
    const shown = { from: "customer", text: secret ? "••••••" : label, created_at: new Date().toISOString() };
    const bubble = this.panel.add(messageElement(shown, { words: this.words, locale: this.locale }));
    if ("choice" in content) bubble.dataset.choice = content.choice; // what was on the button stays
    const item = this.outbox.add(content, { bubble });
    item.onRetry = () => this.#mark(item, null);
  }

  /** A customer's answer ends the open choices. */
  #settle() {
    const chosen = this.panel.log.getRootNode().activeElement?.closest(".choices");
    for (const button of this.panel.log.querySelectorAll(".choices button:not(:disabled)")) button.disabled = true;
    if (chosen) this.panel.refocus(); // a disabled button would drop the focus to the page
  }

  async #replied(item, reply) {
    this.panel.tell("");
    await this.#follow(reply.locale);
    for (const message of reply.messages) this.#show(message);
    this.#state(reply.owner, reply.expects);
  }

  #failed(item, error) {
    if (error instanceof Problem) {
      if (GONE.includes(error.status)) { this.#mark(item, this.words.not_sent); this.#lost(); return; }
      if (error.status === 409 && error.document.code === "conversation_closed") { this.#mark(item, this.words.not_sent); this.#state("closed", null); return; }
    }
    const offline = navigator.onLine === false;
    const refused = error instanceof Problem && !error.passing;
    this.#mark(item, refused ? error.message : offline ? this.words.failed_offline : this.words.failed, !refused);
  }

  #mark(item, text, again = false) {
    item.bubble.querySelector(".failure")?.remove();
    item.bubble.classList.toggle("failed", Boolean(text));
    if (!text) return;
    const retry = h("button", { type: "button", text: this.words.retry, on: { click: () => this.outbox.retry(item) } });
    const drop = h("button", { type: "button", text: this.words.drop, on: { click: () => this.#drop(item) } });
    item.bubble.append(h("p", { class: "failure", role: "alert" }, h("span", { text }), again && retry, drop));
    this.panel.scroll();
  }

  #drop(item) {
    this.outbox.drop(item);
    item.bubble.remove();
    const last = [...this.panel.log.children].at(-1);
    for (const button of last?.querySelectorAll(".choices button") || []) { button.disabled = false; button.removeAttribute("aria-pressed"); }
    this.panel.focus();
  }

  #event({ id, event, data }) {
    let body;
    try { body = JSON.parse(data); } catch { return; }
    if (event === "state") { this.#follow(body.locale); this.#state(body.owner, body.expects); return; }
    if (event !== "message" || !body.id) return;
    this.#arrive(body);
    this.cursor = id || body.id;
  }

  async #poll() {
    const page = await this.desk.messages(this.cursor);
    for (const message of page.items) this.#arrive(message);
    this.cursor = page.items.at(-1)?.id ?? this.cursor;
    if (page.owner) this.#state(page.owner, page.expects ?? null);
  }

  #arrive(message) {
    const fresh = !this.seen.has(message.id) && message.from !== "customer";
    this.#show(message);
    if (fresh && message.from === "staff" && this.owner !== "closed") this.#state("staff", this.expects, message.alias);
    if (fresh && !this.panel.opened) this.panel.unread(this.unread += 1);
  }

  #state(owner, expects, alias = this.alias) {
    const changed = owner !== this.owner;
    Object.assign(this, { owner, expects, alias: owner === "staff" ? alias : null });
    if (changed && owner && this.store.read().id) this.store.write({ owner });
    const line = owner === "staff" && this.alias ? fill(this.words.state_staff_named, { name: this.alias }) : this.words[`state_${owner}`] || "";
    this.panel.show({ owner, line });
    if (owner) this.panel.placeholder(expects);
    this.#line();
  }

  /** The live line is open while somebody looks, or while a person may write. */
  #line() {
    const watched = this.panel.opened && !document.hidden;
    if (this.desk.id && this.owner && this.owner !== "closed" && (watched || ["waiting", "staff"].includes(this.owner))) this.live.start();
    else this.live.stop();
  }

  /** The desk does not know this conversation any more (retention, another installation). */
  #lost() {
    this.#state("closed", null);
    this.panel.tell(this.words.lost);
  }

  async #restart() {
    this.live.stop();
    this.outbox.clear();
    this.store.forget();
    this.seen.clear();
    Object.assign(this, { ready: null, cursor: null, owner: null, expects: null, spoken: undefined });
    this.panel.log.replaceChildren();
    this.panel.tell("");
    this.#state(null, null);
    await this.#open();
    this.panel.focus();
  }
}
