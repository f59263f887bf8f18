//! The canonical model: what a request and a reply *are*. No I/O, no wire names.

mod caught;
mod context;
mod document;
mod event;
mod fold;
mod function;
mod http;
mod labels;
mod receipt;
mod reply;
mod request;
mod schema;
mod shapes;
mod store;
mod tree;
mod usage;

pub use self::caught::{caught, of_panic};
pub use self::context::{CacheControl, CallContext, CallOptions};
pub use self::document::{Contents, Document, Member};
pub use self::event::{BlockKind, Delta, Event, EventKind, EventSource, EventStream, ready_events};
pub use self::fold::{Fold, unfold};
pub use self::function::{Functions, HostContext, HostFn, HostReply, HostStream, callback, value_of};
pub use self::http::{ByteStream, HttpRequest, HttpResponse, HttpTransport};
pub use self::labels::Labels;
pub use self::receipt::{CacheKind, CacheReceipt, CutTarget, Decision, GuardReceipt, Receipt, Span, TraceError, TraceRecord, Warning};
pub use self::reply::{Choice, Count, Finish, Message, Reply, Response, Vectors};
pub use self::request::{
    Call, Dialect, EmbedRequest, Encoding, Extra, Media, MediaSource, OnUnsupported, Params, Part, Raw, Request, ResponseFormat, Role, Tool,
    ToolChoice, Turn,
};
pub use self::schema::Schema;
pub use self::shapes::receipt_schema;
pub use self::store::{CallRow, Charge, Charged, CounterKey, Entry, StateStore, UsageFilter, UsageRow};
pub(crate) use self::tree::tree;
pub use self::tree::{Members, Tree};
pub use self::usage::{Billed, ServiceTier, Usage};
