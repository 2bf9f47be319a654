// Small helpers for text, dates and identifiers.

/** Fills `{name}` places of a wording template. Unknown places stay visible, so that they are noticed. */
export function fill(template, params = {}) {
  return String(template ?? "").replace(/\{(\w+)\}/g, (place, name) => (name in params ? String(params[name]) : place));
}

/** Length as the contract counts it: code points. */
export function length(text) {
  return [...text].length;
}

const QUOTED = /「[^」]*」|『[^』]*』/g;
const ADDRESS = /https?:\/\/[\w\-./?%&=#:~+,;@!]+|[\w.+-]+@[\w.-]+/g;
const KANA = /[\u3041-\u30fa\u30fd-\u30ff]/;
const HAN = /[\u3400-\u9fff]/;
const ENGLISH = /\b(?:the|an?|to|is|are|it|and|by|you|your|we|our|this|that|can|please|with|from|not)\b/i;
const JAPANESE_RUN = /[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]+(?:[\d ,.\-]*[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]+)*/g;

/**
 * The language of a text, for its `lang` attribute (right font and right voice): what it says in its own words. What it
 * quotes of the Japanese policy, and where it links to, do not make an English or Chinese sentence another one.
 */
export function languageOf(text, fallback) {
  const own = text.replace(ADDRESS, " ").replace(QUOTED, " ");
  const said = KANA.test(own) || HAN.test(own) || /[A-Za-z]/.test(own) ? own : text;
  const words = (said.match(/[A-Za-z]{2,}/g) || []).length;
  const signs = [...said].filter((sign) => KANA.test(sign) || HAN.test(sign)).length;
  // Names of products are many words in a Japanese sentence, too (「Google Analytics Add-on を利用」).
  if (signs && !(ENGLISH.test(said) && 2 * words > signs)) return fallback === "zh" && !KANA.test(said) ? "zh" : "ja";
  return /[A-Za-z]/.test(said) ? "en" : fallback;
}

/** A text of a language in pieces, `[piece, lang]`: Japanese that stands in another language has its own, else null. */
export function inLanguages(text, language) {
  const other = { en: (run) => KANA.test(run) || HAN.test(run), zh: (run) => KANA.test(run) }[language];
  if (!other) return [[text, null]];
  const pieces = [];
  let last = 0;
  for (const run of text.matchAll(language === "zh" ? QUOTED : JAPANESE_RUN)) {
    if (!other(run[0])) continue;
    pieces.push([text.slice(last, run.index), null], [run[0], "ja"]);
    last = run.index + run[0].length;
  }
  pieces.push([text.slice(last), null]);
  return pieces.filter(([piece]) => piece !== "");
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
