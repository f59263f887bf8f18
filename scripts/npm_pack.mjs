#!/usr/bin/env node
// npm_pack.mjs NATIVE_LIBRARY OUT: the npm package and the one of this platform as OUT/*.tgz, then installed into an empty project and run.
//
// The main package holds no native code: npm picks the platform's own through `optionalDependencies`, and runs no script.
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

const ROOT = path.join(import.meta.dirname, "..");
const SOURCE = path.join(ROOT, "bindings-node");
const [library, out] = process.argv.slice(2).map((name) => path.resolve(name));

const manifest = JSON.parse(readFileSync(path.join(SOURCE, "package.json"), "utf8"));
const { name, version, license, repository, engines } = manifest;
const libc = process.report.getReport().header.glibcVersionRuntime ? "glibc" : "musl";
const triple = process.platform === "linux" ? `linux-${process.arch}-${libc === "glibc" ? "gnu" : "musl"}` : `${process.platform}-${process.arch}`;
const platform = {
  name: `${name}-${triple}`,
  version,
  description: `The native module of ${name} for ${triple}.`,
  license,
  repository,
  os: [process.platform],
  cpu: [process.arch],
  ...(process.platform === "linux" && { libc: [libc] }),
  main: "polyroute.node",
  files: ["polyroute.node"],
  engines,
};

const run = (command, args, cwd) => execFileSync(command, args, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] }).trim();

function pack(folder, contents, files) {
  mkdirSync(folder, { recursive: true });
  for (const [from, to] of files) cpSync(from, path.join(folder, to), { recursive: true });
  writeFileSync(path.join(folder, "package.json"), `${JSON.stringify(contents, null, 2)}\n`);
  return path.join(out, run("npm", ["pack", "--silent", "--pack-destination", out], folder));
}

const stage = mkdtempSync(path.join(tmpdir(), "polyroute-npm-"));
try {
  mkdirSync(out, { recursive: true });
  const { scripts: _, ...main } = { ...manifest, optionalDependencies: { [platform.name]: version } };
  const texts = [[path.join(ROOT, "LICENSE"), "LICENSE"], [path.join(ROOT, "docs/node.md"), "README.md"]];
  const packages = [
    pack(path.join(stage, "main"), main, [...["lib", "bin"].map((folder) => [path.join(SOURCE, folder), folder]), ...texts]),
    pack(path.join(stage, "platform"), platform, [[library, "polyroute.node"], texts[0]]),
  ];
  const project = path.join(stage, "project");
  mkdirSync(project);
  writeFileSync(path.join(project, "package.json"), '{ "private": true }\n');
  run("npm", ["install", "--silent", "--offline", "--no-audit", "--no-fund", ...packages], project);
  const check = `import { Gateway, ConfigError, version } from "polyroute";
    import { createRequire } from "node:module";
    const gateway = new Gateway({ providers: { up: { type: "openai_compatible", base_url: "http://127.0.0.1:9/v1", api_key: "k" } }, routes: { chat: { targets: ["up/m"] } } });
    const [route] = await gateway.models();
    if (route.id !== "chat" || createRequire(import.meta.url)("polyroute").Gateway !== Gateway) process.exit(1);
    console.log(version);`;
  writeFileSync(path.join(project, "check.mjs"), check);
  const [imported, command] = [run(process.execPath, ["check.mjs"], project), run(path.join(project, "node_modules/.bin/polyroute"), ["--version"], project)];
  const types = readFileSync(path.join(project, "node_modules", name, "lib/index.d.ts"), "utf8").matchAll(/ from "(\.\/\w+)"/g);
  for (const [, file] of types) statSync(path.join(project, "node_modules", name, "lib", `${file}.d.ts`));
  if (imported !== version || command !== `polyroute ${version}`) throw new Error(`the installed package says ${imported} and ${command}`);
  for (const file of packages) console.log(`${(statSync(file).size / 1e6).toFixed(2)} MB  ${path.relative(ROOT, file)}`);
  console.log(`installed into an empty project: ${command}`);
} finally {
  rmSync(stage, { recursive: true });
}
