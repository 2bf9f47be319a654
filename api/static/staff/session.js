// Who is logged in (in this tab only), and calls in that person's name.
import { Problem, call } from "../shared/http.js";

const KEY = "madoguchi:staff";

export class Session {
  constructor(base) {
    this.api = new URL("api/v1/", base).href;
    this.token = sessionStorage.getItem(KEY);
    this.companies = null;
    this.onExpired = () => {};
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
    sessionStorage.removeItem(KEY);
  }

  async loadCompanies() {
    this.companies ??= await call("GET", `${this.api}companies`).then((list) => list.items).catch(() => null);
  }

  companyName(id) {
    return this.companies?.find((company) => company.id === id)?.name || id;
  }
}
