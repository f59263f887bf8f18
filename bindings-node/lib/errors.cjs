// What a call can end with: one class for each kind, all under `PolyrouteError`. A kind says what the caller does next.
"use strict";

const { causeOf } = require("./causes.cjs");

/** The base of all errors of polyroute. */
class PolyrouteError extends Error {
  constructor(message = "", { cause, ...fields } = {}) {
    super(message, cause === undefined ? undefined : { cause });
    const { reason = null, status = null, provider = null, requestId = null, traceId = null, retryAfterMs = null } = fields;
    const { path = null, rule = null, attempts = [], retryable = false } = fields;
    Object.assign(this, { reason, status, provider, requestId, traceId, retryAfterMs, path, rule, attempts, retryable });
  }

  get code() {
    return this.kind;
  }
}

const NAMES = {
  config: "ConfigError",
  invalid_request: "InvalidRequestError",
  authentication: "AuthenticationError",
  not_found: "NotFoundError",
  context_length: "ContextLengthError",
  rate_limit: "RateLimitError",
  budget: "BudgetError",
  guardrail: "GuardrailError",
  unavailable: "UnavailableError",
  timeout: "TimeoutError",
  // As everywhere in JavaScript.
  cancelled: "AbortError",
  callback: "CallbackError",
  state: "StateError",
  internal: "InternalError",
};

const BY_KIND = {};
for (const [kind, name] of Object.entries(NAMES)) {
  BY_KIND[kind] = { [name]: class extends PolyrouteError {} }[name];
  Object.defineProperty(BY_KIND[kind].prototype, "kind", { value: kind, enumerable: true });
  Object.defineProperty(BY_KIND[kind].prototype, "name", { value: name, writable: true, configurable: true });
}

/** The error that what the native module threw stands for; what is none of its own is a bug of ours. */
function raised(error) {
  if (error instanceof PolyrouteError) return error;
  let fields;
  try {
    fields = JSON.parse(error.message);
  } catch {
    return new BY_KIND.internal(error.message, { cause: error });
  }
  const { kind, message, causeId, ...rest } = fields;
  return new BY_KIND[kind](message, { ...rest, cause: causeId === null ? undefined : causeOf(causeId) });
}

/** The call was given up by an abort signal. */
function aborted(signal) {
  return new BY_KIND.cancelled("the call was given up", { reason: "aborted", status: 499, cause: signal.reason });
}

function invalid(message, path) {
  return new BY_KIND.invalid_request(message, { path, status: 400 });
}

function attempt(action) {
  try {
    return action();
  } catch (error) {
    throw raised(error);
  }
}

/** An error as a receipt holds it. */
function described({ kind, message, reason, status }) {
  return { kind, message, reason, status };
}

const classes = Object.fromEntries(Object.values(BY_KIND).map((cls) => [cls.name, cls]));

module.exports = { PolyrouteError, classes, raised, aborted, invalid, attempt, described };
