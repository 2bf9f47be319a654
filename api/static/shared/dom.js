// Building elements without ever parsing text as HTML: whatever a person or the desk wrote stays text.

/**
 * Makes an element.
 * @param {string} tag
 * @param {Object} props `class`, `text`, `on` ({event: listener}), `hidden`; anything else becomes an attribute
 *   (true: empty attribute; false, null, undefined: none).
 * @param {...(Node|string|null|false)} children
 */
export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "class") element.className = value;
    else if (name === "text") element.textContent = value;
    else if (name === "on") for (const [event, fn] of Object.entries(value)) element.addEventListener(event, fn);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** Splits text into text nodes and links. Only http and https addresses become links. */
export function linked(text) {
  const nodes = [];
  let last = 0;
  for (const match of text.matchAll(/https?:\/\/[\w\-./?%&=#:~+,;@!]+[\w\-/=#&]/g)) {
    nodes.push(text.slice(last, match.index));
    nodes.push(externalLink(match[0], match[0]));
    last = match.index + match[0].length;
  }
  nodes.push(text.slice(last));
  return nodes.filter((node) => node !== "");
}

/** A link into a new tab, or plain text where the address is not http(s) (so never `javascript:`). */
export function externalLink(url, label, className = "") {
  if (!isWeb(url)) return h("span", { class: className, text: label });
  return h("a", { class: className, href: url, target: "_blank", rel: "noopener noreferrer", text: label });
}

export function isWeb(url) {
  try {
    return ["http:", "https:"].includes(new URL(url, document.baseURI).protocol);
  } catch {
    return false;
  }
}

/** A button that copies a text and says so for two seconds. */
export function copyButton(text, words, label = words.copy) {
  const button = h("button", { type: "button", class: "copy", text: label });
  button.addEventListener("click", async () => {
    button.textContent = (await copy(text, button)) ? words.copied : words.copy_failed;
    setTimeout(() => { button.textContent = label; }, 2000);
  });
  return button;
}

async function copy(text, near) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Clipboard access needs https (or localhost) and permission; the old way needs neither.
    const area = h("textarea", { readonly: true, "aria-hidden": "true" });
    area.value = text;
    near.after(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    near.focus();
    return done;
  }
}
