// The HTTP doors: a `fetch` that never leaves the process, and `handle` for servers. Errors are responses in the caller's dialect.
"use strict";

const { raised } = require("./errors.cjs");
const { mailbox, soon } = require("./mailbox.cjs");
const { onAbort, watch } = require("./signal.cjs");

/** Where relative paths and the helpers' addresses lead; nobody dials it. */
const ADDRESS = "http://polyroute.invalid";

/** What `fetch` was given, whichever form it came in. */
async function read(input, init = {}) {
  const request = typeof Request === "function" && input instanceof Request ? input : undefined;
  const url = new URL(request ? request.url : String(input), ADDRESS);
  const headers = new Headers(init.headers ?? request?.headers);
  const given = init.body ?? undefined;
  const body = given === undefined && request?.body ? Buffer.from(await request.arrayBuffer()) : await bytes(given, headers);
  return {
    method: (init.method ?? request?.method ?? "GET").toUpperCase(),
    path: url.pathname + url.search,
    headers: [...headers].flat(),
    body,
    signal: init.signal === undefined ? request?.signal : (init.signal ?? undefined),
  };
}

async function bytes(body, headers) {
  if (body === undefined) return "";
  if (typeof body === "string") return body;
  if (ArrayBuffer.isView(body)) return Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  if (body instanceof ArrayBuffer) return Buffer.from(body);
  const carrier = new Response(body);
  const type = carrier.headers.get("content-type");
  if (type && !headers.has("content-type")) headers.set("content-type", type);
  return Buffer.from(await carrier.arrayBuffer());
}

/** Takes a request through the gateway. Rejects as `fetch` does: with the signal's reason, or with a `TypeError`. */
async function pass(native, { block, caller }, input, init) {
  const { method, path, headers, body, signal } = await read(input, init);
  signal?.throwIfAborted();
  const { cancel, done } = watch(signal);
  try {
    const reply = await soon(native.handle(mailbox, method, path, headers, body, block(), cancel, caller()));
    const pairs = [];
    for (let n = 0; n < reply.headers.length; n += 2) pairs.push([reply.headers[n], reply.headers[n + 1]]);
    const content = reply.stream ? streamed(reply.stream, signal) : reply.body;
    return new Response(content, { status: reply.status, headers: pairs });
  } catch (error) {
    signal?.throwIfAborted();
    throw new TypeError("fetch failed", { cause: raised(error) });
  } finally {
    done();
  }
}

/** The body of a streamed answer. Cancelling it, and the signal, end the call upstream. */
function streamed(native, signal) {
  let done = () => {};
  const start = (controller) => {
    if (!signal) return;
    const abort = () => {
      controller.error(signal.reason);
      void native.close();
    };
    done = onAbort(signal, abort);
    if (signal.aborted) abort();
  };
  const pull = async (controller) => {
    try {
      const piece = await soon(native.nextBytes(mailbox));
      if (signal?.aborted) return;
      if (piece.length > 0) return controller.enqueue(piece);
      done();
      controller.close();
    } catch (error) {
      done();
      controller.error(new TypeError("terminated", { cause: raised(error) }));
    }
  };
  const cancel = async () => {
    done();
    await native.close();
  };
  return new ReadableStream({ start, pull, cancel }, { highWaterMark: 0 });
}

module.exports = { ADDRESS, pass };
