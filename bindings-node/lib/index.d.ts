/// <reference types="node" />

import type { Config } from "./config";
import type { Attempt, Kind, Receipt, Trace } from "./receipt";

export * from "./config";
export * from "./receipt";

/** A request body in its wire format; `model` names a route, a named model or `provider/model`. */
export interface Body {
  model: string;
  stream?: boolean | null;
  [member: string]: unknown;
}

/** In the OpenAI chat format. */
export interface ChatBody extends Body {
  messages: { role: string; content?: unknown; [member: string]: unknown }[];
}

/** In the OpenAI Responses format. */
export interface ResponsesBody extends Body {
  input?: unknown;
}

/** In the Anthropic Messages format. */
export interface MessagesBody extends Body {
  max_tokens: number;
  messages: { role: string; content: unknown; [member: string]: unknown }[];
}

/** In the OpenAI embeddings format. */
export interface EmbeddingsBody extends Body {
  input: string | string[] | number[] | number[][];
}

export interface ToolCall {
  id: string;
  type: "function";
  function: { name: string; arguments: string };
  [member: string]: unknown;
}

export interface ChatReply {
  id: string;
  object: "chat.completion";
  created: number;
  model: string;
  choices: {
    index: number;
    message: { role: "assistant"; content: string | null; tool_calls?: ToolCall[]; reasoning_content?: string; [member: string]: unknown };
    finish_reason: string | null;
    [member: string]: unknown;
  }[];
  usage?: { prompt_tokens: number; completion_tokens: number; total_tokens: number; [member: string]: unknown };
  polyroute: Receipt;
  [member: string]: unknown;
}

export interface ChatChunk {
  id: string;
  object: "chat.completion.chunk";
  created: number;
  model: string;
  choices: {
    index: number;
    delta: { role?: string; content?: string | null; tool_calls?: (Partial<ToolCall> & { index: number })[]; reasoning_content?: string; [member: string]: unknown };
    finish_reason: string | null;
    [member: string]: unknown;
  }[];
  usage?: ChatReply["usage"] | null;
  [member: string]: unknown;
}

export interface ResponsesReply {
  id: string;
  object: "response";
  status: string;
  model: string;
  output: { type: string; [member: string]: unknown }[];
  usage?: { input_tokens: number; output_tokens: number; total_tokens: number; [member: string]: unknown } | null;
  polyroute: Receipt;
  [member: string]: unknown;
}

export interface MessagesReply {
  id: string;
  type: "message";
  role: "assistant";
  model: string;
  content: { type: string; text?: string; [member: string]: unknown }[];
  stop_reason: string | null;
  usage: { input_tokens: number; output_tokens: number; [member: string]: unknown };
  polyroute: Receipt;
  [member: string]: unknown;
}

export interface EmbeddingsReply {
  object: "list";
  data: { object: "embedding"; index: number; embedding: number[] | string }[];
  model: string;
  usage?: { prompt_tokens: number; total_tokens: number };
  polyroute: Receipt;
  [member: string]: unknown;
}

/** An event of a Responses or Messages stream. */
export interface StreamEvent {
  type: string;
  [member: string]: unknown;
}

/** Who a call is for. None of it goes upstream. */
export interface Labels {
  tenant?: string;
  user?: string;
  feature?: string;
  session?: string;
  experiment?: string;
  tags?: Record<string, string>;
}

/** What a caller says beside the body. */
export interface CallOptions {
  labels?: Labels;
  cache?: "no-store" | "refresh" | "only-if-cached" | `max-age=${number}` | { max_age: number | string };
  /** Of the whole chain of tries, as text with its unit: `"30s"`. */
  deadline?: string;
  deadlineMs?: number;
  /** Of an approval. */
  ticket?: string;
  /** Gives the call up; its upstream connection closes. */
  signal?: AbortSignal;
}

/**
 * The events of a streamed call, to be read once. Leaving a `for await` early ends the call as cancelled.
 */
export class Stream<Event, Reply> implements AsyncIterableIterator<Event> {
  private constructor();
  next(): Promise<IteratorResult<Event, undefined>>;
  return(value?: unknown): Promise<IteratorResult<Event, undefined>>;
  [Symbol.asyncIterator](): this;
  /** The receipt, once the stream has ended. Always resolves; after an error with `error` in it. */
  readonly polyroute: Promise<Receipt>;
  /** What the stream said as one whole reply. Rejects before the end, and after an error. */
  reply(): Promise<Reply>;
  /** The same events; cancelling it closes the stream. */
  toReadableStream(): ReadableStream<Event>;
  /** Ends the call as cancelled, unless it has ended; resolves when its receipt is there. */
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

type Streamed<B> = B & { stream: true };
type Whole<B> = B & { stream?: false | null };
/** A ready body as JSON text. */
type JsonText = string | Uint8Array;

/** A group and its sums. */
export interface UsageRow {
  calls: number;
  input_tokens: number;
  output_tokens: number;
  cost_nano_usd: number;
  saved_nano_usd: number;
  errors: number;
  estimated_calls: number;
  [group: string]: string | number | null;
}

export interface Window {
  /** A `Date`, milliseconds since 1970, or ISO text. */
  since?: Date | number | string;
  until?: Date | number | string;
  /** Columns and the values they must have. */
  where?: Record<string, string>;
}

export interface Explanation {
  route: string;
  target: string | null;
  decision: { strategy: string; reason: string };
  candidates: { target: string; route: string; verdict: string; cost_usd_at_most: string | null; [member: string]: unknown }[];
  cut: { target: string; verdict: string; detail: unknown }[];
  facts: Record<string, unknown>;
  labels: Labels;
  config: string;
}

export interface Preview {
  target: string | null;
  method: string | null;
  url: string | null;
  headers: Record<string, string>;
  body: unknown;
  mapped: string[];
  emulated: string[];
  dropped: string[];
  error: { kind: Kind; field: string | null; message: string } | null;
}

export interface ModelEntry {
  id: string;
  strategy: string;
  targets: { target: string; provider: string; model: string; context: number | null; max_output: number | null; price_known: boolean }[];
}

export interface Stats {
  in_flight: number;
  reservations: number;
  connections: number;
  tasks: number;
  cache_entries: number;
  targets: Record<string, { breaker: string; p50_ms: number | null; p95_ms: number | null }>;
}

export type Door =
  | "chat" | "embeddings" | "responses" | "input_tokens" | "messages" | "count_tokens" | "generate_content" | "count_content" | "embed_content"
  | "completions" | "moderations" | "rerank" | "rerank_v2" | "converse" | "cohere_chat" | "cohere_embed" | "ollama_chat" | "ollama_embed";

/** For `new OpenAI(…)`, and for what wraps it. */
export interface OpenAIOptions {
  apiKey: string;
  baseURL: string;
  maxRetries: 0;
  fetch: typeof fetch;
}

/** A model of the AI SDK, for its versions 6 and 7. */
export interface AiLanguageModel {
  readonly specificationVersion: "v3";
  readonly provider: string;
  readonly modelId: string;
  readonly supportedUrls: Record<string, RegExp[]>;
  doGenerate(options: any): Promise<any>;
  doStream(options: any): Promise<any>;
}

export interface AiEmbeddingModel {
  readonly specificationVersion: "v3";
  readonly provider: string;
  readonly modelId: string;
  readonly maxEmbeddingsPerCall: number;
  readonly supportsParallelCalls: boolean;
  doEmbed(options: any): Promise<any>;
}

/** What a function that answers for a provider is told beside the body. */
export interface FunctionContext {
  trace_id: string;
  target: string;
  model: string;
  labels: Labels;
  stream: boolean;
  deadline_ms: number;
  /** Fires when nobody waits for the answer any more. */
  signal: AbortSignal;
}

/** What a function that is a guardrail is asked. */
export interface GuardSubject {
  stage: "input" | "output";
  text: string;
  /** The conversation in OpenAI's chat format. */
  messages: ChatBody["messages"] | null;
  labels: Labels;
}

/** … and gives: nothing lets the text pass. */
export type GuardVerdict =
  | { action: "allow" }
  | { action: "rewrite"; text: string; reason?: string }
  | { action: "block" | "ask"; reason?: string }
  | null
  | undefined
  | void;

/**
 * Code of yours that the configuration names: `type: function` (body and context → a reply, or an iterable of chunks),
 * `guardrails` (a `GuardSubject` → a `GuardVerdict`), `escalate` (a chat body and its reply → a confidence from 0 to 1),
 * `api_key: { function }` (the provider's name → a key, or `{ key, expires_in }`), `trace: { function }` (a list of records).
 */
export type HostFunction = (...args: any[]) => unknown;

export interface GatewayOptions {
  functions?: Record<string, HostFunction>;
}

/** An LLM gateway inside this process. */
export class Gateway {
  /** From `POLYROUTE_CONFIG` or the keys in the environment; or from a configuration as data. */
  constructor(config?: Config, options?: GatewayOptions);
  static fromFile(path: string | URL, options?: GatewayOptions): Gateway;
  static fromYaml(text: string, options?: GatewayOptions): Gateway;

  chat(body: Streamed<ChatBody>, options?: CallOptions): Promise<Stream<ChatChunk, ChatReply>>;
  chat(body: Whole<ChatBody>, options?: CallOptions): Promise<ChatReply>;
  chat(body: ChatBody | JsonText, options?: CallOptions): Promise<ChatReply | Stream<ChatChunk, ChatReply>>;

  responses(body: Streamed<ResponsesBody>, options?: CallOptions): Promise<Stream<StreamEvent, ResponsesReply>>;
  responses(body: Whole<ResponsesBody>, options?: CallOptions): Promise<ResponsesReply>;
  responses(body: ResponsesBody | JsonText, options?: CallOptions): Promise<ResponsesReply | Stream<StreamEvent, ResponsesReply>>;

  messages(body: Streamed<MessagesBody>, options?: CallOptions): Promise<Stream<StreamEvent, MessagesReply>>;
  messages(body: Whole<MessagesBody>, options?: CallOptions): Promise<MessagesReply>;
  messages(body: MessagesBody | JsonText, options?: CallOptions): Promise<MessagesReply | Stream<StreamEvent, MessagesReply>>;

  embeddings(body: EmbeddingsBody | JsonText, options?: CallOptions): Promise<EmbeddingsReply>;

  /** `chat` with `stream: true`. */
  stream(body: ChatBody | JsonText, options?: CallOptions): Promise<Stream<ChatChunk, ChatReply>>;

  /** A `fetch` that never leaves the process: the path chooses the dialect. Bound, so that it can be handed on alone. */
  readonly fetch: (input: string | URL | Request, init?: RequestInit) => Promise<Response>;
  /** A server's request by any door; ends with its signal. */
  handle(request: Request): Promise<Response>;

  /** Runs `fn` with these labels around every call in it, over those of the block around. */
  run<T>(labels: Labels, fn: () => T): T;
  /** The same core with labels bound to it. */
  withLabels(labels: Labels): Gateway;

  /** What would be decided for this body, and why. Sends nothing. */
  explain(body: ChatBody | JsonText, options?: Omit<CallOptions, "signal">): Promise<Explanation>;
  /** The upstream request for this body and what becomes of every member. Sends nothing. */
  preview(body: Body | JsonText, options?: { target?: string; door?: Door }): Promise<Preview>;
  models(): Promise<ModelEntry[]>;
  /** The state of this process. */
  stats(): Promise<Stats>;
  /** Sums of settled calls. */
  usage(query?: Window & { groupBy?: string | string[] }): Promise<UsageRow[]>;
  /** The last calls, newest first. */
  traces(query?: Window & { limit?: number }): Promise<Trace[]>;
  trace(id: string): Promise<Trace>;

  openaiOptions(): OpenAIOptions;
  anthropicOptions(): OpenAIOptions;
  genaiOptions(): { apiKey: string; httpOptions: { baseUrl: string; fetch: typeof fetch } };
  languageModel(route: string): AiLanguageModel;
  embeddingModel(route: string): AiEmbeddingModel;

  /**
   * Takes answers that fit all of these out of the cache; calls under way do not put them in again. Gives how many went.
   *
   * `tag`: `name` or `name=value`, of the call that brought the answer.
   */
  invalidate(stale: { tag?: string; route?: string; tenant?: string }): Promise<number>;
  /**
   * Puts another configuration into force; without one, the file or the environment of the present one, read anew.
   *
   * Calls in flight end by the configuration that they began with. Budgets, cache, traces and what is known of targets go on. A configuration
   * with problems changes nothing; `state`, `trace` and `testing` cannot change.
   */
  reload(config?: Config): Promise<void>;
  /** Ends background work and makes everything durable. Calls in flight go on. */
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

export const version: string;

/** The base of all errors of polyroute. */
export class PolyrouteError extends Error {
  readonly kind: Kind;
  /** Equals `kind`. */
  readonly code: Kind;
  reason: string | null;
  /** The upstream's own, else what a door would answer. */
  status: number | null;
  provider: string | null;
  requestId: string | null;
  traceId: string | null;
  retryAfterMs: number | null;
  /** The place in the configuration or request. */
  path: string | null;
  rule: string | null;
  attempts: Attempt[];
  /** False once polyroute has tried all that its configuration allows. */
  retryable: boolean;
}
/** The configuration cannot be used; the message holds all its problems. */
export class ConfigError extends PolyrouteError {}
export class InvalidRequestError extends PolyrouteError {}
export class AuthenticationError extends PolyrouteError {}
export class NotFoundError extends PolyrouteError {}
export class ContextLengthError extends PolyrouteError {}
export class RateLimitError extends PolyrouteError {}
export class BudgetError extends PolyrouteError {}
export class GuardrailError extends PolyrouteError {}
export class UnavailableError extends PolyrouteError {}
export class TimeoutError extends PolyrouteError {}
/** Given up by an abort signal, whose reason is the `cause`. */
export class AbortError extends PolyrouteError {}
/** A host function failed; what it threw is the `cause`. */
export class CallbackError extends PolyrouteError {}
export class StateError extends PolyrouteError {}
/** A bug in polyroute. */
export class InternalError extends PolyrouteError {}
