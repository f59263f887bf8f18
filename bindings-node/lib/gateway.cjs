// `Gateway`: typed calls, HTTP doors and reports over one native core.
"use strict";

const { fileURLToPath } = require("node:url");

const { embeddingModel, languageModel } = require("./ai.cjs");
const { aborted, attempt, invalid, raised } = require("./errors.cjs");
const { Functions } = require("./functions.cjs");
const { ADDRESS, pass } = require("./http.cjs");
const { mailbox, soon } = require("./mailbox.cjs");
const native = require("./native.cjs");
const { block, blockText, bodyText, optionsText, over } = require("./options.cjs");
const { watch } = require("./signal.cjs");
const { Stream } = require("./stream.cjs");

/** The key that goes nowhere: upstream goes the provider's own. */
const KEY = "polyroute";

/** Gateways that nobody has closed: at the end of the process what they have not written yet is written. */
const open = new Set();
const forgotten = new FinalizationRegistry((entry) => open.delete(entry));
process.on("exit", () => {
  for (const entry of open) entry.deref()?.closeNow();
});

/** A core that is open already, for the views of it. */
class View {
  constructor(core, bound, functions) {
    this.core = core;
    this.bound = bound;
    this.functions = functions;
  }
}

function opened(kind, text, { functions, ...unknown } = {}) {
  const [stranger] = Object.keys(unknown);
  if (stranger) throw invalid(`\`${stranger}\` is no option of a gateway; there is \`functions\``, stranger);
  const host = functions && new Functions(functions);
  const core = attempt(() => new native.NativeGateway(kind, text, host?.names, host?.desk));
  const entry = new WeakRef(core);
  open.add(entry);
  forgotten.register(core, entry);
  return new View(core, undefined, host);
}

function config(value) {
  if (value === undefined) return ["environment", ""];
  if (typeof value !== "object" || value === null) {
    throw invalid("a configuration is given as data; for a file there is `Gateway.fromFile(path)`, for a text `Gateway.fromYaml(text)`", "config");
  }
  return ["json", bodyText(value)];
}

/** Milliseconds since 1970 of a `Date`, a number of them, or ISO text. */
const milliseconds = (when) => (when === undefined || typeof when === "number" ? when : new Date(when).getTime());

class Gateway {
  #core;
  #bound;
  #functions;

  /** From keys in the environment, or from a configuration as data. */
  constructor(source, options) {
    const view = source instanceof View ? source : opened(...config(source), options);
    this.#core = view.core;
    this.#bound = view.bound;
    this.#functions = view.functions;
    /** Bound, so that it can be handed on alone. */
    this.fetch = (input, init) => pass(this.#core, { block: () => blockText(this.#bound), caller: () => this.#functions?.caller() }, input, init);
  }

  static fromFile(path, options) {
    return new Gateway(opened("file", path instanceof URL ? fileURLToPath(path) : String(path), options));
  }

  static fromYaml(text, options) {
    return new Gateway(opened("yaml", String(text), options));
  }

  chat(body, options) {
    return this.#call("chat", body, options);
  }

  responses(body, options) {
    return this.#call("responses", body, options);
  }

  messages(body, options) {
    return this.#call("messages", body, options);
  }

  embeddings(body, options) {
    return this.#call("embeddings", body, options);
  }

  stream(body, options) {
    return this.#call("chat", body, options, { stream: true });
  }

  async #call(door, body, options, extra) {
    const signal = options?.signal;
    if (signal?.aborted) throw aborted(signal);
    const { cancel, done } = watch(signal);
    let settled;
    try {
      const [text, given, block] = [bodyText(body, extra), optionsText(options), blockText(this.#bound)];
      settled = await soon(this.#core.call(mailbox, door, text, given, block, cancel, this.#functions?.caller()));
    } catch (error) {
      throw signal?.aborted ? aborted(signal) : raised(error);
    } finally {
      done();
    }
    return typeof settled === "string" ? JSON.parse(settled) : new Stream(settled, signal);
  }

  /** A server's request by any door; ends with its signal. */
  handle(request) {
    return this.fetch(request);
  }

  /** Runs `fn` with these labels around every call in it, over those of the block around. */
  run(labels, fn) {
    return block.run(over(labels, block.getStore()), fn);
  }

  /** The same core with labels bound to it. */
  withLabels(labels) {
    return new Gateway(new View(this.#core, over(labels, this.#bound), this.#functions));
  }

  async explain(body, options) {
    return this.#report(() => this.#core.explain("chat", bodyText(body), optionsText(options), blockText(this.#bound)));
  }

  async preview(body, { target, door = "chat" } = {}) {
    return this.#report(() => this.#core.preview(door, bodyText(body), target, blockText(this.#bound)));
  }

  async models() {
    return this.#report(() => this.#core.models());
  }

  async stats() {
    return this.#report(() => this.#core.stats());
  }

  async usage({ groupBy = [], since, until, where } = {}) {
    const query = { groupBy: [groupBy].flat(), since: milliseconds(since), until: milliseconds(until), where };
    return this.#report(() => this.#core.usage(JSON.stringify(query)));
  }

  async traces({ limit, since, until, where } = {}) {
    const query = { limit, since: milliseconds(since), until: milliseconds(until), where };
    return this.#report(() => this.#core.traces(JSON.stringify(query)));
  }

  async trace(id) {
    return this.#report(() => this.#core.trace(id));
  }

  async #report(ask) {
    try {
      return JSON.parse(await ask());
    } catch (error) {
      throw raised(error);
    }
  }

  /** Breaks the store of a gateway with a virtual clock. */
  _breakState() {
    attempt(() => this.#core.breakState());
  }

  /** Moves a virtual clock. */
  _advance(milliseconds) {
    attempt(() => this.#core.advance(milliseconds));
  }

  /** For tests of debug builds: a bug in the core, on this thread and on another. */
  _panic(when) {
    return this.#report(() => (when === "now" ? this.#core.panicNow() : this.#core.panicLater()));
  }

  openaiOptions() {
    return { apiKey: KEY, baseURL: `${ADDRESS}/v1`, maxRetries: 0, fetch: this.fetch };
  }

  anthropicOptions() {
    return { apiKey: KEY, baseURL: ADDRESS, maxRetries: 0, fetch: this.fetch };
  }

  genaiOptions() {
    return { apiKey: KEY, httpOptions: { baseUrl: ADDRESS, fetch: this.fetch } };
  }

  languageModel(route) {
    return languageModel(this, route);
  }

  embeddingModel(route) {
    return embeddingModel(this, route);
  }

  /** Takes answers out of the cache; gives how many went. */
  async invalidate({ tag, route, tenant } = {}) {
    return attempt(() => this.#core.invalidate(tag, route, tenant));
  }

  /** Puts another configuration into force; without one, the file or the environment of the present one, read anew. */
  async reload(source) {
    try {
      await this.#core.reload(...(source === undefined ? [undefined, ""] : config(source)));
    } catch (error) {
      throw raised(error);
    }
  }

  /** Ends background work and makes everything durable. Calls in flight go on. */
  async close() {
    try {
      await this.#core.close();
    } catch (error) {
      throw raised(error);
    }
  }

  async [Symbol.asyncDispose ?? Symbol.for("Symbol.asyncDispose")]() {
    await this.close();
  }
}

module.exports = { Gateway };
