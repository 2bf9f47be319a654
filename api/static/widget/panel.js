// The parts of the chat window and how they behave on their own: opening, focus, the composer's limit.
import { h } from "../shared/dom.js";
import { fill, length } from "../shared/text.js";

export const LIMIT = 2000; // characters of one message
const COUNT_FROM = 1500; // the counter appears when the limit comes near
const NEAR = 160; // px to the end of the talk within which the window follows it
const PAUSE = 3000; // ms within which messages belong to one reply
const LANGUAGES = { ja: "日本語", en: "English", zh: "中文" };

export class Panel {
  /**
   * @param {ShadowRoot} root
   * @param {{onOpen, onClose, onSend: (text) => void, onStaff, onBack, onLocale: (locale) => void, onRestart}} hooks
   */
  constructor(root, hooks) {
    this.hooks = hooks;
    this.opened = false;
    this.goal = null; // where our own smooth scroll is going: until it is there, scrollTop says nothing
    this.reply = null; // the reply that is coming in: its first message, since when, and whether the window follows it
    this.launcher = h("button", { type: "button", class: "launcher", "aria-expanded": "false", "aria-haspopup": "dialog", on: { click: () => this.toggle() } },
      h("span", { class: "launcher-icon", "aria-hidden": "true" }), h("span", { class: "launcher-label" }),
      h("span", { class: "unread" }));
    this.title = h("h2", { id: "title", tabindex: "-1" });
    this.state = h("p", { class: "state", role: "status" });
    this.language = h("select", { on: { change: () => hooks.onLocale(this.language.value) } },
      Object.entries(LANGUAGES).map(([value, label]) => h("option", { value, lang: value, text: label })));
    this.close = h("button", { type: "button", class: "close", on: { click: () => this.toggle(false) } }, h("span", { "aria-hidden": "true", text: "×" }));
    this.banner = h("p", { class: "banner" });
    this.log = h("div", { class: "log", role: "log", "aria-live": "polite", "aria-relevant": "additions", tabindex: "0" });
    for (const hand of ["wheel", "touchmove", "pointerdown", "keydown"]) this.log.addEventListener(hand, () => this.#byHand(), { passive: true });
    this.log.addEventListener("scrollend", () => { if (Math.abs(this.log.scrollTop - this.goal) < 2) this.goal = null; });
    this.typing = h("div", { class: "typing", role: "status" });
    this.notice = h("div", { class: "notice", role: "alert" });
    this.#makeComposer();
    this.element = h("div", { class: "panel", role: "dialog", "aria-labelledby": "title", "aria-modal": "false" },
      h("div", { class: "head" }, h("div", { class: "heading" }, this.title, this.state), this.language, this.close),
      this.banner, this.log, this.typing, this.notice, this.composer);
    this.element.hidden = true;
    this.element.addEventListener("keydown", (event) => this.#keys(event));
    this.full = matchMedia("(max-width: 480px), (max-height: 480px)");
    this.full.addEventListener("change", () => this.#modal());
    root.append(this.element, this.launcher);
  }

  #makeComposer() {
    this.input = h("textarea", { id: "text", rows: 1, enterkeyhint: "send", "aria-describedby": "limit" });
    this.label = h("label", { for: "text", class: "sr" });
    this.limit = h("p", { id: "limit", class: "limit", "aria-live": "polite" });
    this.submit = h("button", { type: "submit", class: "primary send" });
    this.staff = h("button", { type: "button", class: "staff-button", on: { click: () => this.hooks.onStaff() } });
    this.back = h("button", { type: "button", class: "staff-button back-button", on: { click: () => this.hooks.onBack() } });
    this.back.hidden = true;
    this.restart = h("button", { type: "button", class: "primary restart", on: { click: () => this.hooks.onRestart() } });
    this.restart.hidden = true;
    this.composer = h("form", { class: "composer", novalidate: true }, this.label,
      h("div", { class: "entry" }, this.input, this.submit), this.limit,
      h("div", { class: "foot" }, this.staff, this.back, h("p", { class: "privacy" })), this.restart);
    this.composer.addEventListener("submit", (event) => { event.preventDefault(); this.#send(); });
    this.input.addEventListener("input", () => this.#measure());
    this.input.addEventListener("keydown", (event) => {
      // Enter while an input method is open chooses a conversion; 229 is what Safari reports then.
      if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
      if (matchMedia("(pointer: coarse)").matches) return; // on a phone Enter makes a line, the button sends
      event.preventDefault();
      this.#send();
    });
  }

  /** Puts all fixed wording in place, in one language. */
  speak(words, locale, company) {
    this.words = words;
    this.element.lang = locale;
    this.launcher.lang = locale;
    this.launcher.querySelector(".launcher-label").textContent = words.launcher;
    this.title.textContent = fill(words.title, { company });
    this.language.value = locale;
    this.language.setAttribute("aria-label", words.language);
    this.close.setAttribute("aria-label", words.close);
    this.log.setAttribute("aria-label", words.log);
    this.label.textContent = words.input_label;
    this.submit.textContent = words.send;
    this.staff.textContent = words.talk_to_staff;
    this.back.textContent = words.back_to_bot;
    this.restart.textContent = words.restart;
    this.composer.querySelector(".privacy").textContent = words.privacy;
    this.placeholder(null);
    this.#measure();
  }

  placeholder(expects) {
    this.input.placeholder = this.words[`placeholder_${expects}`] || this.words.placeholder;
  }

  toggle(open = !this.opened, { focus = true } = {}) {
    if (open === this.opened) return;
    this.opened = open;
    this.element.hidden = !open;
    this.launcher.setAttribute("aria-expanded", String(open));
    this.launcher.classList.toggle("opened", open);
    this.#modal();
    if (open) {
      this.goal = null; // a closed window does not scroll
      this.unread(0);
      this.hooks.onOpen();
      if (focus) this.focus();
    } else {
      this.hooks.onClose();
      this.launcher.focus();
    }
  }

  /** Where one types; on a phone the title instead, so that no keyboard covers the greeting. */
  focus() {
    if (this.full.matches && matchMedia("(pointer: coarse)").matches) this.title.focus();
    else if (this.restart.hidden) this.input.focus();
    else this.restart.focus();
  }

  /** After the focused button has gone: where one goes on writing, or reading where a keyboard would pop up. */
  refocus() {
    if (matchMedia("(pointer: coarse)").matches) this.log.focus({ preventScroll: true });
    else this.input.focus();
  }

  /** `state` is a line for people; `owner` decides which controls make sense. */
  show({ owner, line }) {
    this.state.textContent = line;
    this.element.dataset.owner = owner || "";
    const pressed = [this.staff, this.back].find((button) => button === this.element.getRootNode().activeElement);
    this.staff.hidden = owner === "waiting" || owner === "staff" || owner === "closed";
    this.back.hidden = owner !== "waiting"; // a person who is there is asked, not left
    if (pressed?.hidden) this.refocus(); // a button that goes must not take the focus with it
    const closed = owner === "closed";
    this.restart.hidden = !closed;
    this.input.disabled = closed;
    this.submit.disabled = closed;
  }

  busy(on) {
    this.typing.classList.toggle("on", on);
    this.typing.replaceChildren(...(on ? [h("span", { class: "dots", "aria-hidden": "true" }, h("i"), h("i"), h("i")), h("span", { text: this.words.typing })] : []));
    if (on) this.scroll();
  }

  tell(text, action = null) {
    this.notice.replaceChildren(...(text ? [h("span", { text }), ...(action ? [h("button", { type: "button", text: action.label, on: { click: action.run } })] : [])] : []));
  }

  unread(count) {
    const badge = this.launcher.querySelector(".unread");
    badge.textContent = count ? String(count) : "";
    badge.setAttribute("aria-label", count ? fill(this.words?.unread, { count }) : "");
  }

  /** A reply is shown from its beginning, however many messages it has; the end of the talk where all of it fits. */
  add(element) {
    const near = this.log.scrollHeight - this.log.clientHeight - (this.goal ?? this.log.scrollTop) < NEAR;
    this.log.append(element);
    if (element.classList.contains("customer")) {
      this.reply = null;
      this.scroll();
      return element;
    }
    const now = performance.now();
    if (!this.reply || now - this.reply.since > PAUSE) this.reply = { first: element, since: now, follow: near };
    if (this.reply.follow) this.scroll(this.reply.first.offsetTop - this.log.offsetTop - 12);
    return element;
  }

  scroll(top = this.log.scrollHeight) {
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.goal = Math.min(top, this.log.scrollHeight - this.log.clientHeight);
    this.log.scrollTo({ top: this.goal, behavior: still ? "auto" : "smooth" });
  }

  /** To the end at once: a history, not news. */
  jump() {
    this.goal = this.reply = null;
    this.log.scrollTo({ top: this.log.scrollHeight, behavior: "instant" });
  }

  /** Who scrolls by hand reads where they are: a message that comes then does not take them away. */
  #byHand() {
    this.goal = null;
    if (this.reply) this.reply.follow = false;
  }

  #send() {
    const text = this.input.value.trim();
    if (!text || this.input.disabled) return;
    if (length(text) > LIMIT) { this.#measure(); this.input.focus(); return; }
    this.input.value = "";
    this.#measure();
    this.hooks.onSend(text);
  }

  #measure() {
    const count = length(this.input.value.trim());
    const over = count > LIMIT;
    this.limit.textContent = count < COUNT_FROM ? "" : fill(over ? this.words.too_long : this.words.counter, { count, limit: LIMIT, over: count - LIMIT });
    this.limit.classList.toggle("over", over);
    this.input.toggleAttribute("aria-invalid", over);
    this.input.style.height = "auto";
    this.input.style.height = `${Math.min(this.input.scrollHeight + 2, 140)}px`;
  }

  /** On a small screen the window covers the page: then it is modal, for the eye and for the screen reader. */
  #modal() {
    this.element.setAttribute("aria-modal", String(this.opened && this.full.matches));
  }

  #keys(event) {
    if (event.key === "Escape" && !event.isComposing) {
      event.stopPropagation();
      this.toggle(false);
    }
    if (event.key !== "Tab" || !this.full.matches) return;
    const stops = [...this.element.querySelectorAll("button, [href], input, select, textarea, summary, [tabindex='0']")]
      .filter((stop) => !stop.disabled && stop.getClientRects().length);
    // The title, a receipt and what is read on are no stops, and may have the focus all the same.
    const active = this.element.getRootNode().activeElement;
    const ahead = event.shiftKey ? Node.DOCUMENT_POSITION_PRECEDING : Node.DOCUMENT_POSITION_FOLLOWING;
    if (!active || stops.some((stop) => active.compareDocumentPosition(stop) & ahead)) return;
    event.preventDefault();
    (event.shiftKey ? stops.at(-1) : stops[0])?.focus();
  }
}
