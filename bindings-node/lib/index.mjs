import polyroute from "./index.cjs";

export const {
  Gateway, Stream, version, PolyrouteError, ConfigError, InvalidRequestError, AuthenticationError, NotFoundError, ContextLengthError,
  RateLimitError, BudgetError, GuardrailError, UnavailableError, TimeoutError, AbortError, CallbackError, StateError, InternalError,
} = polyroute;
