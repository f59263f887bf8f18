// The types of the package are checked on code that uses them.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import path from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";

import { FOLDER, load } from "./packages.mjs";

test("what a user writes compiles, and what cannot work does not", async (t) => {
  let compiler;
  try {
    compiler = load.resolve("typescript/package.json");
  } catch {
    return t.skip("typescript is among the packages of Node 20");
  }
  const project = path.join(import.meta.dirname, "types/tsconfig.json");
  const command = [path.join(path.dirname(compiler), "bin/tsc"), "--project", project, "--typeRoots", path.join(FOLDER, "node_modules/@types")];
  const { stdout } = await promisify(execFile)(process.execPath, command).catch((failed) => failed);
  assert.equal(stdout, "");
});
