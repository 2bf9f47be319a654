// Messages on their way. One at a time, in order; a message keeps its client_id through every attempt,
// so that the desk acts on it once however often it arrives.
import { Problem } from "../shared/http.js";
import { uuid } from "../shared/text.js";

const RETRY_AFTER = 1200; // milliseconds before the one silent second attempt

export class Outbox {
  /**
   * @param {{deliver: (item) => Promise<any>, onReply: (item, reply) => void, onFailure: (item, error) => void,
   *   onBusy: (busy: boolean) => void}} hooks
   */
  constructor(hooks) {
    this.hooks = hooks;
    this.queue = [];
    this.failed = new Set();
    this.busy = false;
  }

  add(content, extra = {}) {
    const item = { clientId: uuid(), content, ...extra };
    this.queue.push(item);
    this.#work();
    return item;
  }

  retry(item) {
    if (!this.failed.delete(item)) return;
    item.onRetry?.();
    this.queue.push(item);
    this.#work();
  }

  drop(item) {
    this.failed.delete(item);
  }

  retryAll() {
    for (const item of [...this.failed]) this.retry(item);
  }

  clear() {
    this.queue = [];
    this.failed.clear();
  }

  async #work() {
    if (this.busy) return;
    this.busy = true;
    this.hooks.onBusy(true);
    // The sender attaches the bubble to the item right after add(): let it finish first.
    await Promise.resolve();
    while (this.queue.length) {
      const item = this.queue.shift();
      try {
        this.hooks.onReply(item, await this.#attempt(item));
      } catch (error) {
        this.failed.add(item);
        this.hooks.onFailure(item, error);
      }
    }
    this.busy = false;
    this.hooks.onBusy(false);
  }

  async #attempt(item) {
    try {
      return await this.hooks.deliver(item);
    } catch (error) {
      const passing = !(error instanceof Problem) || error.status >= 502;
      if (!passing || navigator.onLine === false) throw error;
      await new Promise((resolve) => setTimeout(resolve, RETRY_AFTER));
      return this.hooks.deliver(item);
    }
  }
}
