// What functions of the host threw, kept while the error that it caused crosses the core as a number.
"use strict";

/** Errors that nobody sees must not keep theirs for ever. */
const causes = new Map();
const MOST_CAUSES = 1000;
let lastCause = 0;

function keep(exception) {
  causes.set(++lastCause, exception);
  if (causes.size > MOST_CAUSES) causes.delete(causes.keys().next().value);
  return lastCause;
}

/** The exception that a function threw, by its number. */
function causeOf(id) {
  const cause = causes.get(id);
  causes.delete(id);
  return cause;
}

module.exports = { keep, causeOf };
