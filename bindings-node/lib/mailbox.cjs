// Where the results of calls arrive, all of one thread together. A call that is waited for keeps the process alive, nothing else does.
"use strict";

const native = require("./native.cjs");

/** Longer than this no timer of Node's waits. */
const LONGEST = 2 ** 31 - 1;

/** By the numbers of the calls. */
const waiting = new Map();
let alive;

const mailbox = new native.NativeMailbox(() => {
  for (const { id, value, error } of mailbox.take()) {
    const { resolve, reject } = waiting.get(id);
    waiting.delete(id);
    if (error === undefined) resolve(value);
    else reject(new Error(error));
  }
  if (waiting.size === 0) alive?.unref();
});

/** What a native call gave: the value itself, or the promise of what comes under its number. */
function soon(value) {
  if (typeof value !== "number") return value;
  if (waiting.size === 0) (alive ??= setInterval(() => {}, LONGEST)).ref();
  return new Promise((resolve, reject) => waiting.set(value, { resolve, reject }));
}

module.exports = { mailbox, soon };
