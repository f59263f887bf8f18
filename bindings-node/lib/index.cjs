// What the package exports; `index.mjs` names the same for `import`.
"use strict";

const { PolyrouteError, classes } = require("./errors.cjs");
const { Gateway } = require("./gateway.cjs");
const { version } = require("./native.cjs");
const { Stream } = require("./stream.cjs");

module.exports = { Gateway, Stream, PolyrouteError, ...classes, version: version() };
