export type Kind =
  | "config" | "invalid_request" | "authentication" | "not_found" | "context_length" | "rate_limit" | "budget"
  | "guardrail" | "unavailable" | "timeout" | "cancelled" | "callback" | "state" | "internal";

export interface Attempt {
  target: string;
  outcome: "served" | "failed" | "cancelled" | "hedged" | "skipped";
  class: string | null;
  status: number | null;
  ms: number;
  cost_nano_usd: number;
  reason?: string;
}

/** Everything polyroute adds to a reply. Names are the same in every language. */
export interface Receipt {
  trace_id: string;
  route: string | null;
  target: string | null;
  provider: string | null;
  model: string | null;
  attempts: Attempt[];
  cost_nano_usd: number | null;
  cost_usd: string | null;
  [member: string]: unknown;
}

/** A request body in the OpenAI chat format; `model` names a route or `provider/model`. */
export interface ChatBody {
  model: string;
  messages: Array<{ role: string; content?: unknown; [member: string]: unknown }>;
  [member: string]: unknown;
}

/** A reply in the OpenAI chat format. */
export interface ChatReply {
  id: string;
  model: string;
  choices: Array<{ index: number; message: { role: string; content: string | null; [member: string]: unknown }; finish_reason: string | null }>;
  usage?: { prompt_tokens: number; completion_tokens: number; total_tokens: number; [member: string]: unknown };
  polyroute: Receipt;
  [member: string]: unknown;
}

export interface Labels {
  tenant?: string;
  user?: string;
  feature?: string;
  session?: string;
  experiment?: string;
  tags?: Record<string, string>;
}

export interface CallOptions {
  labels?: Labels;
  cache?: "no-store" | "refresh" | "only-if-cached" | { max_age: number };
  /** As text with its unit: `"30s"`. */
  deadline?: string;
  deadlineMs?: number;
  ticket?: string;
}

export class Gateway {
  /** From keys in the environment, or from a configuration as data. */
  constructor(config?: Record<string, unknown>);
  static fromFile(path: string): Gateway;
  static fromYaml(text: string): Gateway;
  /** One whole chat. */
  chat(body: ChatBody, options?: CallOptions): Promise<ChatReply>;
  close(): void;
  [Symbol.asyncDispose](): Promise<void>;
}

export class PolyrouteError extends Error {
  kind: Kind;
  code: Kind;
  reason: string | null;
  status: number | null;
  provider: string | null;
  requestId: string | null;
  traceId: string | null;
  retryAfterMs: number | null;
  path: string | null;
  rule: string | null;
  attempts: Attempt[];
  retryable: boolean;
}
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
export class CancelledError extends PolyrouteError {}
export class CallbackError extends PolyrouteError {}
export class StateError extends PolyrouteError {}
export class InternalError extends PolyrouteError {}
