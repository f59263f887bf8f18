// The packages that tests need and the package itself does not: the SDKs, a YAML reader. Each version of Node has a folder of its own.
import { createRequire } from "node:module";
import path from "node:path";

export const FOLDER = process.env.POLYROUTE_NODE_PACKAGES ?? path.join(import.meta.dirname, "../../.venv/node");

export const load = createRequire(path.join(FOLDER, "package.json"));
