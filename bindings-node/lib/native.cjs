// Finds the native module: beside this package in a checkout, else in the platform package that npm installed for this machine.
"use strict";

const { existsSync } = require("node:fs");
const path = require("node:path");

/** The last part of the platform package's name, as `process` names the machine. */
function triple() {
  if (process.platform !== "linux") return `${process.platform}-${process.arch}`;
  const musl = !process.report?.getReport().header.glibcVersionRuntime;
  return `linux-${process.arch}-${musl ? "musl" : "gnu"}`;
}

function load() {
  const given = process.env.POLYROUTE_NATIVE;
  if (given) return require(path.resolve(given));
  const local = path.join(__dirname, "..", "polyroute.node");
  if (existsSync(local)) return require(local);
  const name = `polyroute-${triple()}`;
  try {
    return require(name);
  } catch (cause) {
    const help = "it comes as an optional dependency, so install without `--omit=optional` and on the machine that runs it";
    throw new Error(`polyroute's native module is not installed: \`${name}\` is missing; ${help}`, { cause });
  }
}

module.exports = load();
