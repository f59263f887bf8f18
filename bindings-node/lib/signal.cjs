// Abort signals, told to the native module. The user's own `onabort` stays theirs.
"use strict";

const native = require("./native.cjs");

/** What gives up a native call when `signal` fires; `done()` when there is nothing left to give up. */
function watch(signal) {
  if (!signal) return { cancel: undefined, done() {} };
  const cancel = new native.NativeCancel();
  const fire = () => cancel.cancel();
  signal.addEventListener("abort", fire, { once: true });
  return { cancel, done: () => signal.removeEventListener("abort", fire) };
}

module.exports = { watch };
