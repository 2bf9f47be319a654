// The look-up for somebody with a customer on the phone: type, Enter, read out the clause.
import { copyButton, externalLink, h } from "../shared/dom.js";
import { Problem } from "../shared/http.js";
import { fill, sectionPath } from "../shared/text.js";
import { REGIONS, citation, term } from "./parts.js";

let remembered = { company: "", region: "" }; // the same caller's next question is about the same company

export class LookupView {
  constructor(session, words) {
    Object.assign(this, { session, words, running: null });
    this.question = h("input", { id: "question", type: "search", autocomplete: "off", enterkeyhint: "search", placeholder: words.lookup_placeholder, "aria-describedby": "hint" });
    this.company = h("select", { id: "company", on: { change: () => this.#regions() } }, h("option", { value: "", text: words.all_companies }),
      (session.companies || []).map((company) => h("option", { value: company.id, text: company.name })));
    this.company.value = remembered.company;
    this.region = h("select", { id: "region" });
    this.results = h("div", { class: "results" });
    this.status = h("p", { class: "status", role: "status" });
    const form = h("form", { class: "search", role: "search" },
      h("div", { class: "wide" }, h("label", { for: "question", text: words.lookup_question }), this.question),
      h("div", {}, h("label", { for: "company", text: words.company }), this.company),
      h("div", {}, h("label", { for: "region", text: words.region }), this.region),
      h("button", { type: "submit", class: "button", text: words.lookup_run }),
      h("p", { id: "hint", class: "hint wide", text: words.lookup_hint }));
    form.addEventListener("submit", (event) => { event.preventDefault(); this.#run(); });
    this.element = h("main", { class: "lookup" }, h("h2", { text: words.lookup_title }), form, this.status, this.results);
    this.#regions();
    this.region.value = remembered.region;
  }

  enter() { this.focus(); }

  leave() {
    remembered = { company: this.company.value, region: this.region.value };
    this.running?.abort();
  }

  focus() {
    this.question.focus();
    this.question.select();
  }

  /** Regions are offered only where the company distinguishes them. */
  #regions() {
    const company = this.session.companies?.find((item) => item.id === this.company.value);
    const regions = company ? company.regions : REGIONS;
    this.region.replaceChildren(h("option", { value: "", text: this.words.any_region }),
      ...regions.map((region) => h("option", { value: region, text: term(this.words, "regions", region) })));
    this.region.disabled = regions.length === 0;
  }

  async #run() {
    const { words } = this;
    const question = this.question.value.trim();
    if (!question) { this.focus(); return; }
    this.running?.abort();
    const running = new AbortController();
    this.running = running;
    const body = { question, limit: 5 };
    if (this.company.value) body.company = this.company.value;
    if (this.region.value) body.region = this.region.value;
    this.status.textContent = words.lookup_running;
    const began = performance.now();
    try {
      const found = await this.session.call("POST", "lookup", { body, signal: running.signal });
      this.status.textContent = fill(words.lookup_time, { seconds: ((performance.now() - began) / 1000).toFixed(2) });
      this.#show(found);
    } catch (error) {
      if (running.signal.aborted) return;
      this.results.replaceChildren();
      this.status.textContent = error instanceof Problem && !error.passing ? error.message : words.unreachable;
    }
  }

  #show(found) {
    const { words } = this;
    const confidence = h("span", { class: "confidence", text: `${words.confidence} ${Math.round(found.confidence * 100)}%` });
    const answer = found.answer
      ? h("section", { class: "answer" }, h("h3", {}, words.answer, confidence), h("p", { class: "text", text: found.answer.text }),
        found.answer.citations.map((item, index) => citation(item, words, index + 1, true)), copyButton(copied(found.answer), words, words.copy_answer))
      // Without a company nothing is answered: an answer is never taken from another company's policy.
      : this.company.value
        ? h("section", { class: "answer none" }, h("h3", {}, words.not_answerable, confidence))
        : h("section", { class: "answer none" }, h("h3", { text: words.choose_company }));
    const passages = found.passages.map((passage) => h("li", { class: "passage" },
      h("p", { class: "place" }, h("b", { text: fill(words.rank, { rank: passage.rank }) }), h("span", { class: "score", text: `${words.score} ${Number(passage.score).toFixed(3)}` }),
        h("span", { lang: "ja", text: `${this.session.companyName(passage.company)}　${sectionPath(passage.section)}` })),
      h("blockquote", { lang: "ja", text: passage.quote }),
      h("p", { class: "source" }, externalLink(passage.url, words.open_policy), copyButton(passage.quote, words))));
    this.results.replaceChildren(answer, h("h3", { text: words.passages }), passages.length ? h("ol", { class: "passages" }, passages) : h("p", { text: words.no_passages }));
  }
}

/** The answer with its quotations, as one would paste it into a mail. */
function copied(answer) {
  return [answer.text, ...answer.citations.map((item) => `「${item.quote}」（${item.document} ${sectionPath(item.section)}）\n${item.url}`)].join("\n\n");
}
