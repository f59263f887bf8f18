// The scripted upstream of `tests/upstream` as a child process: scripts in, addresses out. The twin of `tests/python/scripted.py`.
import { spawn } from "node:child_process";
import { connect } from "node:net";
import path from "node:path";
import { createInterface } from "node:readline";

const ROOT = path.join(import.meta.dirname, "../..");
const BINARY = process.env.POLYROUTE_UPSTREAM ?? path.join(ROOT, "target/debug/polyroute-upstream");

/** One process; each `start` replaces the upstreams of the one before. */
export class Scripted {
  #process;
  #lines;
  urls = {};

  static async open(...args) {
    const scripted = new Scripted();
    scripted.#process = spawn(BINARY, args.length > 0 ? args : ["--script", "-"], { stdio: ["pipe", "pipe", "inherit"] });
    scripted.#lines = createInterface({ input: scripted.#process.stdout })[Symbol.asyncIterator]();
    if (args.length > 0) scripted.urls = await scripted.#line();
    return scripted;
  }

  async #line() {
    const { value } = await this.#lines.next();
    return JSON.parse(value);
  }

  async start(scripts) {
    this.#process.stdin.write(`${JSON.stringify(scripts)}\n`);
    this.urls = await this.#line();
    if (this.urls.error) throw new Error(this.urls.error);
    return this.urls;
  }

  /** What upstream `name` has seen: requests, count, beyond, holding, closed_early. */
  report(name) {
    return this.#control(name, "GET", "/__requests");
  }

  release(name) {
    return this.#control(name, "POST", "/__release");
  }

  async wait(name, isReached) {
    for (;;) {
      const report = await this.report(name);
      if (isReached(report)) return report;
      await new Promise((again) => setTimeout(again, 5));
    }
  }

  waitForHold(name) {
    return this.wait(name, (report) => report.holding > 0);
  }

  waitForEarlyClose(name) {
    return this.wait(name, (report) => report.closed_early.length > 0);
  }

  /** Spoken without an HTTP client, which tests may have put a trap in the place of. */
  async #control(name, method, target) {
    const { hostname, port } = new URL(this.urls[name]);
    const socket = connect({ host: hostname, port: Number(port) });
    socket.write(`${method} ${target} HTTP/1.1\r\nhost: ${hostname}\r\nconnection: close\r\n\r\n`);
    let answer = "";
    for await (const piece of socket.setEncoding("utf8")) answer += piece;
    return JSON.parse(answer.slice(answer.indexOf("\r\n\r\n")));
  }

  async close() {
    const ended = new Promise((resolve) => this.#process.once("exit", resolve));
    this.#process.stdin.end();
    await ended;
  }
}
