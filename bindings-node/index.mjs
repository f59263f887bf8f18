import polyroute from "./index.cjs";

export const {
  Gateway, PolyrouteError, ConfigError, InvalidRequestError, AuthenticationError, NotFoundError, ContextLengthError, RateLimitError,
  BudgetError, GuardrailError, UnavailableError, TimeoutError, CancelledError, CallbackError, StateError, InternalError,
} = polyroute;
export default polyroute;
