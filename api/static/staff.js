// The staff console: login, then three views (conversations, requests, look-up), chosen by the address after "#".
import { h } from "./shared/dom.js";
import { Problem } from "./shared/http.js";
import { ConversationsView } from "./staff/conversations.js";
import { LookupView } from "./staff/lookup.js";
import { RequestsView } from "./staff/requests.js";
import { Session } from "./staff/session.js";

const words = JSON.parse(document.getElementById("wording").textContent);
const session = new Session(new URL("..", import.meta.url));
const main = document.getElementById("main");
const VIEWS = { conversations: ConversationsView, requests: RequestsView, lookup: LookupView };
let current = null;

session.onExpired = () => showLogin(words.expired);
addEventListener("hashchange", () => { if (session.token) showConsole(); });
addEventListener("keydown", (event) => {
  const typing = event.target.closest?.("input, textarea, select");
  if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey || !session.token) return;
  event.preventDefault();
  if (location.hash === "#lookup") current.view.focus();
  else location.hash = "#lookup";
});

function showLogin(message = "") {
  current?.view.leave();
  current = null;
  const alert = h("p", { class: "alert", role: "alert", text: message });
  const username = h("input", { id: "username", name: "username", autocomplete: "username", autocapitalize: "none", required: true });
  const password = h("input", { id: "password", name: "password", type: "password", autocomplete: "current-password", required: true });
  const form = h("form", { class: "login" }, h("h1", { text: words.login_title }), alert,
    h("label", { for: "username", text: words.username }), username,
    h("label", { for: "password", text: words.password }), password,
    h("button", { type: "submit", class: "button", text: words.login }));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      await session.login(username.value.trim(), password.value);
      showConsole();
    } catch (error) {
      const refused = error instanceof Problem;
      alert.textContent = refused && error.status === 401 ? words.login_failed : refused && !error.passing ? error.message : words.unreachable;
      password.value = "";
      password.focus();
    }
  });
  main.className = "login-page";
  main.replaceChildren(form);
  username.focus();
}

async function showConsole() {
  const name = location.hash.slice(1) in VIEWS ? location.hash.slice(1) : "conversations";
  current?.view.leave();
  await Promise.all([session.loadCompanies(), session.loadMe()]);
  if (!session.token) return; // the login had expired
  const view = new VIEWS[name](session, words);
  current = { name, view };
  const tab = (key) => h("a", { href: `#${key}`, "aria-current": key === name ? "page" : null, text: words[`tab_${key}`] });
  main.className = "console";
  main.replaceChildren(
    h("header", { class: "bar" }, h("h1", { text: words.title }), h("nav", { "aria-label": words.nav }, Object.keys(VIEWS).map(tab)),
      h("button", { type: "button", class: "quiet", text: words.logout, on: { click: () => session.logout().then(() => showLogin()) } })),
    view.element);
  view.enter();
}

if (session.token) showConsole();
else showLogin();
