// The stream of a typed call: events cross in batches and are handed out one by one.
"use strict";

const { aborted, described, invalid, raised } = require("./errors.cjs");
const { mailbox, soon } = require("./mailbox.cjs");
const { onAbort } = require("./signal.cjs");

class Stream {
  #native;
  #ready = [];
  #at = 0;
  /** However many wait for an event, one asks, and they are served in the order in which they came. */
  #turn = Promise.resolve();
  #waiting = 0;
  #ended = false;
  #error;
  #isTold = false;
  #receipt;
  #settle;
  #settled = new Promise((resolve) => (this.#settle = resolve));
  #unwatch = () => {};

  constructor(native, signal) {
    this.#native = native;
    if (!signal) return;
    // Weak: a signal that outlives its calls keeps no stream that everybody has forgotten.
    const stream = new WeakRef(this);
    this.#unwatch = onAbort(signal, () => stream.deref()?.#abort(aborted(signal)));
    if (signal.aborted) this.#abort(aborted(signal));
  }

  [Symbol.asyncIterator]() {
    return this;
  }

  async next() {
    if (this.#waiting === 0 && this.#at < this.#ready.length) return this.#hand();
    this.#waiting++;
    const turn = this.#turn.then(() => this.#take()).finally(() => this.#waiting--);
    this.#turn = turn.catch(() => {});
    return turn;
  }

  #hand() {
    return { value: this.#ready[this.#at++], done: false };
  }

  async #take() {
    while (this.#at >= this.#ready.length && !this.#ended) await this.#pull();
    if (this.#at < this.#ready.length) return this.#hand();
    if (!this.#error || this.#isTold) return { value: undefined, done: true };
    this.#isTold = true;
    throw this.#error;
  }

  /** An early `break` closes the stream. */
  async return(value) {
    await this.close();
    return { value, done: true };
  }

  async #pull() {
    try {
      const next = soon(this.#native.nextBatch(mailbox));
      const text = typeof next === "string" ? next : await next;
      if (text === "") return this.#end();
      if (this.#ended) return;
      this.#ready = JSON.parse(text);
      this.#at = 0;
    } catch (error) {
      this.#end(raised(error));
    }
  }

  #end(error) {
    this.#ended = true;
    this.#error ??= error;
    this.#unwatch();
    this.#settle();
  }

  #abort(error) {
    this.#error ??= error;
    void this.close();
  }

  /** Ends the call as cancelled, unless it has ended. */
  async close() {
    this.#ready = [];
    if (this.#ended) return this.#settled;
    this.#ended = true;
    this.#unwatch();
    try {
      await this.#native.close();
    } finally {
      this.#settle();
    }
  }

  async [Symbol.asyncDispose ?? Symbol.for("Symbol.asyncDispose")]() {
    await this.close();
  }

  /** The receipt, once the stream has ended. Always resolves; after an error with `error` in it. */
  get polyroute() {
    this.#receipt ??= this.#settled.then(() => this.#readReceipt());
    return this.#receipt;
  }

  #readReceipt() {
    const receipt = JSON.parse(this.#native.receipt() ?? "{}");
    return this.#error ? { ...receipt, error: described(this.#error) } : receipt;
  }

  /** What the stream said as one whole reply. */
  async reply() {
    if (!this.#ended) throw invalid("`reply()` is known once the stream has ended: read it to its end or close it");
    await this.#settled;
    if (this.#error) throw this.#error;
    return this._received();
  }

  /** The same even after an error: what had come until then. */
  _received() {
    return { ...JSON.parse(this.#native.reply() ?? "{}"), polyroute: this.#readReceipt() };
  }

  /** The events as they are; cancelling it closes the stream. */
  toReadableStream() {
    return readable(this);
  }
}

/** Reads an iterator only as fast as it is read itself. */
function readable(iterator) {
  const pull = async (controller) => {
    const { value, done } = await iterator.next();
    if (done) controller.close();
    else controller.enqueue(value);
  };
  return new ReadableStream({ pull, cancel: () => iterator.return() }, { highWaterMark: 0 });
}

module.exports = { Stream, readable };
