// The customer's side of the HTTP contract.
import { call } from "../shared/http.js";

export class Desk {
  constructor(base) {
    this.api = new URL("api/v1/", base).href;
    this.id = null;
    this.token = null;
  }

  /** Fixed wording of the widget in one language. */
  async words(locale) {
    return (await call("GET", `${this.api}ui/${encodeURIComponent(locale)}.json`)).widget;
  }

  /** A company's name and whether its desk is open, with its note in one language. */
  async company(id, locale) {
    const list = await call("GET", `${this.api}companies?locale=${encodeURIComponent(locale)}`);
    return list.items.find((item) => item.id === id) || null;
  }

  use({ id, token }) {
    this.id = id;
    this.token = token;
  }

  async open({ company, region, locale }) {
    const body = { company, locale };
    if (region) body.region = region;
    const conversation = await call("POST", `${this.api}conversations`, { body });
    this.use(conversation);
    return conversation;
  }

  send(content, clientId) {
    return call("POST", this.#path("messages"), { token: this.token, body: { ...content, client_id: clientId } });
  }

  /** Everything after `after` (an id, or null for all), however many pages it takes. */
  async messages(after = null) {
    const items = [];
    let page;
    let last = after;
    do {
      const query = last ? `?after=${encodeURIComponent(last)}` : "";
      page = await call("GET", this.#path("messages") + query, { token: this.token });
      items.push(...page.items);
      last = page.items.at(-1)?.id ?? last;
    } while (page.next && page.items.length);
    return { items, owner: page.owner, expects: page.expects };
  }

  eventsUrl(after) {
    return this.#path("events") + (after ? `?after=${encodeURIComponent(after)}` : "");
  }

  submit(url, values) {
    return call("POST", url, { body: values });
  }

  #path(leaf) {
    return `${this.api}conversations/${encodeURIComponent(this.id)}/${leaf}`;
  }
}
