// The functions of the host that cases may have: the closed list of `docs/testing.md`. The twin of `tests/src/functions.rs`.

const fail = () => {
  throw new Error("thrown on purpose");
};

function* pieces(texts, thenThrows) {
  yield* texts;
  if (thenThrows) fail();
}

const says = (action) => (word) => ({ text }) => (text.includes(word) ? { action, reason: `says ${word}` } : null);

const PLAIN = {
  throw: fail,
  slow: () => new Promise(() => {}),
  panic: () => ({ polyroute: "panic" }),
  echo: ({ messages }) => messages.at(-1).content,
};

const NAMED = {
  give: (value) => () => value,
  pieces: (...texts) => () => pieces(texts, false),
  breaks: (...texts) => () => pieces(texts, true),
  replace: (old, next) => ({ text }) => (text.includes(old) ? { action: "rewrite", text: text.replaceAll(old, () => next) } : null),
  block: says("block"),
  ask: says("ask"),
};

/** What a function does with its arguments. */
function parse(text) {
  if (Object.hasOwn(PLAIN, text)) return PLAIN[text];
  const most = /^length\(text\) > (\d+)$/.exec(text);
  if (most) return (_, reply) => ([...(reply.choices[0].message.content ?? "")].length > Number(most[1]) ? 1 : 0);
  const [, name, inside] = /^(\w+)\((.*)\)$/s.exec(text);
  return NAMED[name](...JSON.parse(`[${inside}]`));
}

/** The functions of a case in play: what each does now, and what it was asked. */
export class Desk {
  #acts;
  seen;

  constructor(functions) {
    this.#acts = new Map(Object.entries(functions).map(([name, text]) => [name, parse(text)]));
    this.seen = Object.fromEntries([...this.#acts.keys()].map((name) => [name, { count: 0, last: null }]));
  }

  functions() {
    return Object.fromEntries([...this.#acts.keys()].map((name) => [name, (...given) => this.#call(name, given)]));
  }

  #call(name, given) {
    const seen = this.seen[name];
    seen.count++;
    seen.last = given.map((one) => JSON.parse(JSON.stringify(one)));
    return this.#acts.get(name)(...given);
  }

  become(functions) {
    for (const [name, text] of Object.entries(functions)) this.#acts.set(name, parse(text));
  }
}
