// Server-sent events read with fetch (EventSource cannot send the token in a header), with polling behind them.

const BACKOFF = [1, 2, 5, 10, 20]; // seconds before the next attempt
const SILENCE = 60; // seconds without a byte (servers send a comment every 15) after which a line counts as dead
const POLL_AFTER = 2; // failed attempts in a row before polling begins

/** Cuts a stream of text into events. Feed it pieces; it calls `emit({id, event, data})`. */
export function parser(emit) {
  let rest = "";
  let event = { id: null, event: "message", data: [] };
  return (piece) => {
    const lines = (rest + piece).split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop();
    for (const line of lines) {
      if (line === "") {
        if (event.data.length) emit({ ...event, data: event.data.join("\n") });
        event = { id: null, event: "message", data: [] };
        continue;
      }
      if (line.startsWith(":")) continue;
      const colon = line.indexOf(":");
      const field = colon < 0 ? line : line.slice(0, colon);
      const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
      if (field === "data") event.data.push(value);
      else if (field === "event") event.event = value;
      else if (field === "id") event.id = value;
    }
  };
}

/** Keeps one line open until `stop()`. */
export class Live {
  /**
   * @param {{url: (after: string|null) => string, token: () => string, after: () => string|null,
   *   onEvent: (event: {id: string|null, event: string, data: string}) => void,
   *   poll: () => Promise<void>, pollSeconds?: number, onRefused?: (status: number) => void}} options
   *   `poll` fetches what the stream would have brought; `onRefused` hears of a 401, 403, 404 or 410, after which nothing is tried again.
   */
  constructor(options) {
    this.options = { pollSeconds: 4, ...options };
    this.running = null;
    this.failures = 0;
    this.connected = false;
  }

  start() {
    if (this.running) return;
    this.running = new AbortController();
    this.#run(this.running.signal);
    this.#pollLoop(this.running.signal);
  }

  stop() {
    this.running?.abort();
    this.running = null;
    this.connected = false;
    this.failures = 0;
  }

  async #run(signal) {
    while (!signal.aborted) {
      try {
        await this.#listen(signal);
      } catch (error) {
        if (signal.aborted) return;
        if (error.refused) {
          this.stop();
          this.options.onRefused?.(error.refused);
          return;
        }
      }
      this.connected = false;
      const wait = BACKOFF[Math.min(this.failures, BACKOFF.length - 1)];
      this.failures += 1;
      await pause(wait * (0.8 + Math.random() * 0.4), signal);
    }
  }

  async #listen(signal) {
    const line = new AbortController();
    const stop = () => line.abort();
    signal.addEventListener("abort", stop);
    let timer = setTimeout(stop, SILENCE * 1000);
    try {
      const after = this.options.after();
      const headers = { Accept: "text/event-stream", Authorization: `Bearer ${this.options.token()}` };
      if (after) headers["Last-Event-ID"] = after;
      const response = await fetch(this.options.url(after), {
        headers, signal: line.signal, cache: "no-store", credentials: "omit",
      });
      if ([401, 403, 404, 410].includes(response.status)) {
        throw Object.assign(new Error("refused"), { refused: response.status });
      }
      if (!response.ok || !response.body) throw new Error(`HTTP ${response.status}`);
      this.connected = true;
      const feed = parser((event) => { this.failures = 0; this.options.onEvent(event); });
      const reader = response.body.getReader();
      const decoder = new TextDecoder();
      for (;;) {
        const { done, value } = await reader.read();
        if (done) return;
        clearTimeout(timer);
        timer = setTimeout(stop, SILENCE * 1000);
        feed(decoder.decode(value, { stream: true }));
      }
    } finally {
      clearTimeout(timer);
      signal.removeEventListener("abort", stop);
    }
  }

  async #pollLoop(signal) {
    while (!signal.aborted) {
      await pause(this.options.pollSeconds, signal);
      if (signal.aborted) return;
      if (this.connected || this.failures < POLL_AFTER) continue;
      try {
        await this.options.poll();
      } catch {
        // The next round tries again; the sender's own errors are shown where they happen.
      }
    }
  }
}

function pause(seconds, signal) {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, seconds * 1000);
    signal.addEventListener("abort", () => { clearTimeout(timer); resolve(); }, { once: true });
  });
}
