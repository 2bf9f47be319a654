// JSON over HTTP: problem documents (RFC 9457) become `Problem`, everything that never got an answer `Unreachable`.

export class Problem extends Error {
  constructor(status, document) {
    super(document.detail || document.title || `HTTP ${status}`);
    this.status = status;
    this.document = document;
    this.errors = Array.isArray(document.errors) ? document.errors : [];
  }

  /** Whether the same call may succeed later, unchanged. */
  get passing() {
    return this.status >= 500 || this.status === 429 || this.status === 408;
  }
}

export class Unreachable extends Error {}

/**
 * @param {string} method
 * @param {string} url
 * @param {{token?: string, body?: unknown, signal?: AbortSignal, seconds?: number}} options
 * @returns {Promise<any>} the parsed body, or null where there is none
 */
export async function call(method, url, { token, body, signal, seconds = 30 } = {}) {
  const headers = { Accept: "application/json" };
  if (token) headers.Authorization = `Bearer ${token}`;
  if (body !== undefined) headers["Content-Type"] = "application/json";
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(), seconds * 1000);
  const stop = () => limit.abort();
  signal?.addEventListener("abort", stop);
  try {
    const response = await fetch(url, {
      method, headers, signal: limit.signal, cache: "no-store", credentials: "omit",
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await response.text();
    const parsed = parse(text);
    if (response.ok) {
      // A proxy's or captive portal's page is not the desk's answer.
      if (text && parsed === undefined) throw new Unreachable("not JSON");
      return parsed ?? null;
    }
    throw new Problem(response.status, parsed && typeof parsed === "object" ? parsed : {});
  } catch (error) {
    if (error instanceof Problem || error instanceof Unreachable) throw error;
    if (signal?.aborted) throw error;
    throw new Unreachable(String(error));
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", stop);
  }
}

function parse(text) {
  try {
    return text ? JSON.parse(text) : null;
  } catch {
    return undefined;
  }
}
