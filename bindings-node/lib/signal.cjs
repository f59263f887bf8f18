// Abort signals, told to the native module. However many calls a signal watches, it bears one listener, and the user's own
// `onabort` stays theirs.
"use strict";

const native = require("./native.cjs");

/** What each signal has to do when it fires. */
const watched = new WeakMap();

/** Runs `action` when `signal` fires; call what it returns when there is nothing left to give up. */
function onAbort(signal, action) {
  let entry = watched.get(signal);
  if (!entry) {
    const actions = new Set();
    entry = { actions, fire: () => actions.forEach((each) => each()) };
    watched.set(signal, entry);
  }
  const { actions, fire } = entry;
  if (actions.size === 0) signal.addEventListener("abort", fire, { once: true });
  actions.add(action);
  return () => {
    if (actions.delete(action) && actions.size === 0) signal.removeEventListener("abort", fire);
  };
}

/** What gives up a native call when `signal` fires; `done()` when the call has ended. */
function watch(signal) {
  if (!signal) return { cancel: undefined, done() {} };
  const cancel = new native.NativeCancel();
  return { cancel, done: onAbort(signal, () => cancel.cancel()) };
}

module.exports = { onAbort, watch };
