// Who works by keyboard keeps their place where htmx draws the part of the page anew in which they are: news come every
// minute, and htmx itself finds again only what has an id. What is gone by the answer (a button that did its work, a
// customer whom a colleague took) gives the focus to the heading that it stood under.
let pressed = null; // what sent the request that is under way: switched off meanwhile, it has no focus any more
let lost = null; // what had the focus before the swap, and where it stood

const HEADINGS = "h1, h2, h3";

/** What an element without an id is known by: where a link leads, what a button's form does, which quotation it opens. */
function nameOf(element) {
  if (element.id) return `#${element.id}`;
  const { form, dataset } = element;
  const does = form && [form.action, ...[...form.elements].filter((one) => one.type === "hidden" && !["csrf", "client_id", "seen"].includes(one.name)).map((one) => one.value)];
  const around = element.closest("[data-id]");
  const within = around && [...around.querySelectorAll(element.tagName)].indexOf(element);
  return JSON.stringify([element.tagName, element.getAttribute("href"), element.name, dataset.switch, does, around?.dataset.id, within]);
}

function placeOf(element) {
  const ids = [];
  for (let one = element.parentElement; one; one = one.parentElement) if (one.id) ids.push(one.id);
  const heading = element.closest("section[aria-labelledby]")?.getAttribute("aria-labelledby");
  return { element, name: nameOf(element), heading, ids, byKey: element.matches(":focus-visible") };
}

function within(ids) {
  return ids.map((id) => document.getElementById(id)).find((one) => one);
}

function take({ name, heading, ids, byKey }) {
  const around = within(ids) ?? document.getElementById("main");
  const same = [...around.querySelectorAll("a, button, summary, input, select, textarea")].find((one) => nameOf(one) === name);
  const next = same ?? document.getElementById(heading) ?? around.querySelector(HEADINGS) ?? around;
  if (next !== same && !next.hasAttribute("tabindex")) next.tabIndex = -1;
  next.focus({ preventScroll: true });
  if (byKey) next.scrollIntoView({ block: "nearest" }); // who clicked sees where they are
}

const nowhere = () => document.activeElement === null || document.activeElement === document.body;

document.addEventListener("htmx:beforeRequest", (event) => {
  const { elt, xhr } = event.detail;
  if (!nowhere() && elt.contains(document.activeElement)) pressed = { xhr, place: placeOf(document.activeElement) };
});

function remember(target, xhr) {
  const place = pressed && pressed.xhr === xhr && nowhere() ? pressed.place : nowhere() ? null : placeOf(document.activeElement);
  if (place && target.contains(place.element)) lost = place;
}
document.addEventListener("htmx:beforeSwap", (event) => { remember(event.detail.target, event.detail.xhr); });
document.addEventListener("htmx:oobBeforeSwap", (event) => { remember(event.detail.target, null); });

// Once it has settled: what is pressed before would go past htmx, and lead to another page.
document.addEventListener("htmx:afterSettle", () => {
  const place = lost;
  lost = null;
  if (place && nowhere()) take(place);
});

// Nothing came in its place (the desk refused, or was not reached): what was pressed can be pressed again.
document.addEventListener("htmx:afterRequest", (event) => {
  if (pressed?.xhr !== event.detail.xhr) return;
  const { element } = pressed.place;
  pressed = null;
  if (nowhere() && element.isConnected) element.focus({ preventScroll: true });
});
