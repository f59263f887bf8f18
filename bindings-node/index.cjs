// What a JavaScript caller sees, over the native module: plain objects in and out, one class for each kind of error.
"use strict";

const { NativeGateway } = require(process.env.POLYROUTE_NATIVE ?? "./polyroute.node");

class PolyrouteError extends Error {
  constructor({ message, ...fields }, options) {
    super(message, options);
    Object.assign(this, fields);
    this.name = new.target.name;
    this.code = fields.kind;
  }
}

const KINDS = [
  "config", "invalid_request", "authentication", "not_found", "context_length", "rate_limit", "budget",
  "guardrail", "unavailable", "timeout", "cancelled", "callback", "state", "internal",
];

const classes = Object.fromEntries(
  KINDS.map((kind) => {
    const name = kind.replace(/(^|_)(.)/g, (_, __, letter) => letter.toUpperCase()) + "Error";
    return [kind, { [name]: class extends PolyrouteError {} }[name]];
  }),
);

/** The class that a native error stands for; what is none of ours is a bug of ours. */
function raised(error) {
  let fields;
  try {
    fields = JSON.parse(error.message);
  } catch {
    return new classes.internal({ message: error.message, kind: "internal", attempts: [], retryable: false }, { cause: error });
  }
  return new classes[fields.kind](fields);
}

function attempt(action) {
  try {
    return action();
  } catch (error) {
    throw raised(error);
  }
}

class Gateway {
  #native;

  /** From keys in the environment, or from a configuration as data. */
  constructor(config) {
    this.#native = attempt(() => config instanceof NativeGateway ? config
      : config === undefined ? new NativeGateway("environment", "") : new NativeGateway("json", JSON.stringify(config)));
  }

  static fromFile(path) {
    return new Gateway(attempt(() => new NativeGateway("file", String(path))));
  }

  static fromYaml(text) {
    return new Gateway(attempt(() => new NativeGateway("yaml", text)));
  }

  /** One whole chat; the receipt is the reply's member `polyroute`. */
  async chat(body, { labels, cache, deadline, deadlineMs, ticket } = {}) {
    const given = { ...labels, cache, deadline: deadlineMs === undefined ? deadline : `${deadlineMs}ms`, ticket };
    const options = Object.entries(given).filter(([, value]) => value !== undefined);
    const carried = options.length > 0 ? { ...body, polyroute: { ...body.polyroute, ...Object.fromEntries(options) } } : body;
    try {
      return JSON.parse(await this.#native.chat(JSON.stringify(carried)));
    } catch (error) {
      throw raised(error);
    }
  }

  close() {
    attempt(() => this.#native.close());
  }

  async [Symbol.asyncDispose ?? Symbol.for("Symbol.asyncDispose")]() {
    this.close();
  }
}

module.exports = { Gateway, PolyrouteError, ...Object.fromEntries(Object.values(classes).map((c) => [c.name, c])) };
