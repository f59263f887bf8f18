// What a caller says beside the body. The core knows what it means; here it only finds its way there.
"use strict";

const { AsyncLocalStorage } = require("node:async_hooks");

const { invalid } = require("./errors.cjs");

/** Labels of the innermost `gateway.run(labels, …)`, already merged with those around it. */
const block = new AsyncLocalStorage();

/** `inner` where it says something, else `outer`; tags are merged one by one. */
function over(inner, outer) {
  if (!inner || !outer) return inner ?? outer;
  const said = Object.fromEntries(Object.entries(inner).filter(([, value]) => value !== undefined && value !== null));
  const merged = { ...outer, ...said };
  if (outer.tags && inner.tags) merged.tags = { ...outer.tags, ...inner.tags };
  return merged;
}

/** The labels around a call as JSON text: what is bound to a view lies over the enclosing block. */
function blockText(bound) {
  const labels = over(bound, block.getStore());
  return labels && JSON.stringify(labels);
}

/** The options of a call as JSON text. */
function optionsText(options) {
  if (options === undefined || options === null) return undefined;
  const { signal: _, deadlineMs, ...rest } = options;
  if (deadlineMs !== undefined) {
    if (typeof deadlineMs !== "number" || !(deadlineMs >= 0)) throw invalid("`deadlineMs` is a number of milliseconds", "deadlineMs");
    rest.deadline = deadlineMs / 1000;
  } else if (typeof rest.deadline === "number") {
    throw invalid('`deadline` is text with its unit, as "30s"; a number goes into `deadlineMs`', "deadline");
  }
  const text = JSON.stringify(rest);
  return text === "{}" ? undefined : text;
}

/** A body as text or bytes. `extra` members win over its own. */
function bodyText(body, extra) {
  if (typeof body === "string" || body instanceof Uint8Array) {
    if (!extra) return typeof body === "string" ? body : Buffer.from(body.buffer, body.byteOffset, body.byteLength);
    try {
      body = JSON.parse(typeof body === "string" ? body : new TextDecoder().decode(body));
    } catch (error) {
      throw invalid(`the body is not JSON: ${error.message}`);
    }
  }
  if (typeof body !== "object" || body === null) throw invalid("the body is an object, or JSON text");
  try {
    return JSON.stringify(extra ? { ...body, ...extra } : body);
  } catch (error) {
    throw invalid(`the body has no JSON: ${error.message}`);
  }
}

module.exports = { block, over, blockText, optionsText, bodyText };
