// What the browser keeps of a conversation: its id and its key. Never what was said.

export class Store {
  constructor(company) {
    this.key = `madoguchi:${company}`;
    this.memory = {};
  }

  read() {
    try {
      return JSON.parse(localStorage.getItem(this.key)) || this.memory;
    } catch {
      return this.memory; // storage is blocked or was damaged: the conversation then lasts as long as the page
    }
  }

  /** Merges `changes` into what is kept. */
  write(changes) {
    this.memory = { ...this.read(), ...changes };
    this.#set(localStorageOrNull(), this.key, JSON.stringify(this.memory));
  }

  /** Forgets the conversation; the chosen language stays. */
  forget() {
    const { locale } = this.read();
    this.memory = locale ? { locale } : {};
    this.#set(localStorageOrNull(), this.key, JSON.stringify(this.memory));
  }

  /** Whether the panel was open in this tab before a reload. */
  get wasOpen() {
    try {
      return sessionStorage.getItem(this.key) === "open";
    } catch {
      return false;
    }
  }

  set wasOpen(open) {
    try {
      sessionStorage.setItem(this.key, open ? "open" : "closed");
    } catch {
      // Only convenience.
    }
  }

  #set(storage, key, value) {
    try {
      storage?.setItem(key, value);
    } catch {
      // Full or blocked: `memory` serves this page.
    }
  }
}

function localStorageOrNull() {
  try {
    return localStorage;
  } catch {
    return null;
  }
}
