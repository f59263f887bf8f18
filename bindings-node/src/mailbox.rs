//! Results on their way to JavaScript: workers leave them here and ring, its thread fetches all there are.
//!
//! A promise of its own for each call would bring a threadsafe function with it, which costs more than many a call and of which the loop
//! looks at every one whenever it is woken. Here one weak function rings for all of them; what is waited for keeps the
//! process alive in `lib/mailbox.cjs`.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering::SeqCst};

use napi::Status;
use napi::bindgen_prelude::{Buffer, Either4, Either5, Function};
use napi::threadsafe_function::{ThreadsafeFunction, ThreadsafeFunctionCallMode};
use napi_derive::napi;
use parking_lot::Mutex;
use polyroute::Result;
use polyroute::host::{Begun, Host, caught};

use crate::bridge::NativeCancel;
use crate::errors::{described, thrown};
use crate::gateway::NativeHttpReply;
use crate::stream::NativeStream;

/// What a call can come to: a text, a stream, the answer of a door, bytes.
pub type Item = Either4<String, NativeStream, NativeHttpReply, Buffer>;
/// An item that is there at once, or the number under which it will come.
pub type Soon = Either5<String, NativeStream, NativeHttpReply, Buffer, u32>;

type Bell = ThreadsafeFunction<(), (), (), Status, false, true>;

struct Queue {
    results: Mutex<Vec<NativeResult>>,
    /// Rung, and not yet answered.
    rung: AtomicBool,
    bell: Bell,
    next: AtomicU32,
}

impl Queue {
    fn push(&self, id: u32, result: Result<Item>) {
        let (value, error) = match result {
            Ok(item) => (Some(item), None),
            Err(error) => (None, Some(described(&error))),
        };
        self.results.lock().push(NativeResult { id, value, error });
        if !self.rung.swap(true, SeqCst) {
            // A bell that nobody hears belongs to a thread that has ended.
            self.bell.call((), ThreadsafeFunctionCallMode::NonBlocking);
        }
    }
}

/// A call that has ended.
#[napi(object, object_from_js = false)]
pub struct NativeResult {
    pub id: u32,
    pub value: Option<Item>,
    /// The error as JSON text.
    pub error: Option<String>,
}

#[napi]
pub struct NativeMailbox(Arc<Queue>);

#[napi]
impl NativeMailbox {
    /// `bell` is called when there is something to take.
    #[napi(constructor, catch_unwind)]
    pub fn new(bell: Function<'_, (), ()>) -> napi::Result<Self> {
        let bell = bell.build_threadsafe_function().weak::<true>().build()?;
        Ok(NativeMailbox(Arc::new(Queue { results: Mutex::default(), rung: AtomicBool::new(false), bell, next: AtomicU32::new(0) })))
    }

    /// What has ended since the last time.
    #[napi(catch_unwind)]
    pub fn take(&self) -> Vec<NativeResult> {
        // Before the results are fetched: what comes after this rings again.
        self.0.rung.store(false, SeqCst);
        std::mem::take(&mut *self.0.results.lock())
    }
}

impl NativeMailbox {
    /// Polls `future` once; what is not ready then comes by the mailbox. `cancel` gives it up.
    pub fn start(
        &self,
        host: &Host,
        cancel: Option<&NativeCancel>,
        future: impl Future<Output = Result<Item>> + Send + 'static,
    ) -> napi::Result<Soon> {
        // Boxed before it moves: the states of a call fill kilobytes.
        let future = Box::pin(caught(future));
        match cancel {
            Some(cancel) => self.begin(host, cancel.watch(future)),
            None => self.begin(host, future),
        }
    }

    fn begin(&self, host: &Host, future: impl Future<Output = Result<Item>> + Send + 'static) -> napi::Result<Soon> {
        match host.begin(future).map_err(|e| thrown(&e))? {
            Begun::Ready(item) => item.map(now).map_err(|e| thrown(&e)),
            Begun::Pending(rest) => {
                let (queue, id) = (self.0.clone(), self.0.next.fetch_add(1, SeqCst));
                rest.spawn(move |result| queue.push(id, result));
                Ok(Soon::E(id))
            }
        }
    }
}

fn now(item: Item) -> Soon {
    match item {
        Item::A(text) => Soon::A(text),
        Item::B(stream) => Soon::B(stream),
        Item::C(reply) => Soon::C(reply),
        Item::D(bytes) => Soon::D(bytes),
    }
}
