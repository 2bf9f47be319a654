// Small helpers for text, dates and identifiers.

/** Fills `{name}` places of a wording template. Unknown places stay visible, so that they are noticed. */
export function fill(template, params = {}) {
  return String(template ?? "").replace(/\{(\w+)\}/g, (place, name) => (name in params ? String(params[name]) : place));
}

/** Length as the contract counts it: code points. */
export function length(text) {
  return [...text].length;
}

/** The language of a text, for its `lang` attribute (right font and right voice). */
export function languageOf(text, fallback) {
  if (/[\u3040-\u30ff]/.test(text)) return "ja";
  if (/[\u4e00-\u9fff]/.test(text)) return fallback === "zh" ? "zh" : "ja";
  return /[A-Za-z]/.test(text) ? "en" : fallback;
}

/** Where a long text is folded: after the last sentence that ends before `limit` code points. */
export function fold(text, limit = 400) {
  const points = [...text];
  if (points.length <= limit + 40) return [text, ""];
  let cut = limit;
  for (let at = limit; at > limit * 0.6; at -= 1) {
    if ("。\n".includes(points[at - 1])) { cut = at; break; }
  }
  return [points.slice(0, cut).join(""), points.slice(cut).join("")];
}

/** A random UUID; `crypto.randomUUID` is missing on plain http. */
export function uuid() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

export function dateTime(value, locale) {
  const date = new Date(value);
  if (!value || Number.isNaN(date.getTime())) return "";
  return new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" }).format(date);
}

export function time(value, locale) {
  const date = new Date(value);
  if (!value || Number.isNaN(date.getTime())) return "";
  return new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit" }).format(date);
}

/** A section path as one line, whether it comes as text or as a list of headings. */
export function sectionPath(section) {
  return Array.isArray(section) ? section.join(" ＞ ") : String(section ?? "");
}
