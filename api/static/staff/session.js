// Who is logged in (in this tab only), and calls in that person's name.
import { Problem, call } from "../shared/http.js";

const KEY = "madoguchi:staff";
const SIGN_EVERY = 30 * 1000; // milliseconds between signs that the claimer is still there
const AWAY_AFTER = 5 * 60 * 1000; // milliseconds without key or pointer after which no more signs are given

export class Session {
  constructor(base) {
    this.api = new URL("api/v1/", base).href;
    this.token = sessionStorage.getItem(KEY);
    this.companies = null;
    this.onExpired = () => {};
    this.me = null;
    this.claims = new Set(); // conversations this person has: they lapse unless signs of life come
    this.active = Date.now();
    for (const event of ["keydown", "pointerdown"]) addEventListener(event, () => { this.active = Date.now(); }, { passive: true });
    setInterval(() => this.#sign(), SIGN_EVERY);
  }

  /** Who is logged in: alias and companies. */
  async loadMe() {
    this.me ??= await this.call("GET", "staff/me").catch(() => null);
  }

  /** Whether a conversation is this person's; remembers it, so that the claim is kept. */
  has(item) {
    const mine = item.owner === "staff" && Boolean(this.me) && item.claimed_by === this.me.alias;
    if (mine) this.claims.add(item.id);
    else this.claims.delete(item.id);
    return mine;
  }

  async #sign() {
    if (!this.token || Date.now() - this.active > AWAY_AFTER) return;
    for (const id of [...this.claims]) {
      await this.call("POST", `staff/conversations/${encodeURIComponent(id)}/heartbeat`, { body: {} })
        .catch((error) => { if (error instanceof Problem) this.claims.delete(id); });
    }
  }

  async login(username, password) {
    const { token } = await call("POST", `${this.api}staff/session`, { body: { username, password } });
    this.token = token;
    sessionStorage.setItem(KEY, token);
  }

  async logout() {
    const { token } = this;
    this.#forget();
    // The tab has forgotten the token already; ending it on the server too is tried, not waited for at any cost.
    await call("DELETE", `${this.api}staff/session`, { token, seconds: 3 }).catch(() => {});
  }

  async call(method, path, options = {}) {
    try {
      return await call(method, this.api + path, { ...options, token: this.token });
    } catch (error) {
      if (error instanceof Problem && error.status === 401) this.expire();
      throw error;
    }
  }

  expire() {
    if (!this.token) return;
    this.#forget();
    this.onExpired();
  }

  #forget() {
    this.token = null;
    this.me = null;
    this.claims.clear();
    sessionStorage.removeItem(KEY);
  }

  async loadCompanies() {
    this.companies ??= await call("GET", `${this.api}companies`).then((list) => list.items).catch(() => null);
  }

  companyName(id) {
    return this.companies?.find((company) => company.id === id)?.name || id;
  }
}
