// Functions of the host: what the configuration names runs here, in the context of the call that needs it.
"use strict";

const { AsyncResource } = require("node:async_hooks");

const { keep } = require("./causes.cjs");
const { attempt, invalid } = require("./errors.cjs");
const native = require("./native.cjs");

const isFunction = (value) => typeof value === "function";

/** The iterator behind a result that is one; lists and texts are values. */
function iteratorOf(result) {
  if (typeof result !== "object" || result === null || Array.isArray(result)) return undefined;
  if (isFunction(result[Symbol.asyncIterator])) return result[Symbol.asyncIterator]();
  return isFunction(result[Symbol.iterator]) ? result[Symbol.iterator]() : undefined;
}

/** The functions of one gateway, and what of theirs is under way. */
class Functions {
  #functions;
  #desk;
  #running = new Map();
  #iterators = new Map();
  #callers = new Map();
  #lastCaller = 0;

  constructor(functions) {
    for (const [name, fn] of Object.entries(functions)) {
      if (!isFunction(fn)) throw invalid(`\`${name}\` is not a function`, `functions.${name}`);
    }
    this.#functions = functions;
    // Weak: what asks must not keep what it asks for.
    const self = new WeakRef(this);
    this.#desk = attempt(() => new native.NativeDesk((...question) => self.deref()?.#answer(...question)));
  }

  get desk() {
    return this.#desk;
  }

  get names() {
    return Object.keys(this.#functions);
  }

  /** The context of the code that calls the gateway now. */
  caller() {
    const id = ++this.#lastCaller;
    this.#callers.set(id, new AsyncResource("polyroute"));
    return new native.NativeCaller(this.#desk, id);
  }

  #answer(what, id, name, text, caller) {
    switch (what) {
      case "call":
        return void this.#call(id, name, text, this.#callers.get(caller));
      case "next":
        return void this.#next(id);
      case "leave":
        return void this.#callers.delete(caller);
      default:
        return this.#drop(id);
    }
  }

  async #call(id, name, text, caller) {
    const controller = new AbortController();
    this.#running.set(id, controller);
    await this.#settled(id, async () => {
      const [first, context, ...rest] = JSON.parse(text);
      const given = context === undefined ? [first] : [first, { ...context, signal: controller.signal }, ...rest];
      const run = () => this.#functions[name](...given);
      const result = await (caller ? caller.runInAsyncScope(run) : run());
      const iterator = iteratorOf(result);
      if (!iterator) return ["value", result];
      if (controller.signal.aborted) void iterator.return?.();
      else this.#iterators.set(id, iterator);
      return ["stream", null];
    });
    this.#running.delete(id);
  }

  #next(id) {
    return this.#settled(id, async () => {
      const { value, done } = (await this.#iterators.get(id)?.next()) ?? { done: true };
      if (done) this.#iterators.delete(id);
      return [done ? "end" : "value", value];
    });
  }

  async #settled(id, work) {
    try {
      const [how, value] = await work();
      this.#desk.settle(id, how, JSON.stringify(value) ?? "null");
    } catch (exception) {
      this.#iterators.delete(id);
      const message = exception instanceof Error ? exception.message : String(exception);
      this.#desk.settle(id, "error", JSON.stringify({ message, cause: keep(exception) }));
    }
  }

  /** Nobody waits for the answer any more. */
  #drop(id) {
    this.#running.get(id)?.abort();
    const iterator = this.#iterators.get(id);
    this.#iterators.delete(id);
    // What a generator does on its way out is its own affair.
    Promise.resolve(iterator?.return?.()).catch(() => {});
  }
}

module.exports = { Functions };
