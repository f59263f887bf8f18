//! The one place where threads enter Python, and the gate that closes at interpreter exit.
//!
//! Every re-attach stands behind the gate, so that no thread of ours waits for the interpreter while it is taken down
//! (CPython before 3.14 ends such a thread by unwinding through its Rust frames, which aborts the process).

use std::cell::Cell;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst};
use std::thread::{self, ThreadId};
use std::time::{Duration, Instant};

use polyroute::host::Tick;
use polyroute::host::fork::generation;
use pyo3::prelude::*;

use crate::errors;

/// How often a call on the main thread looks for signals.
const TICK: Duration = Duration::from_millis(50);
/// How long the exit waits for threads that are inside Python.
const EXIT_LIMIT: Duration = Duration::from_secs(1);

static CLOSED: AtomicBool = AtomicBool::new(false);
static INSIDE: AtomicUsize = AtomicUsize::new(0);
static EXITING: OnceLock<ThreadId> = OnceLock::new();

/// Leave to touch the interpreter, until it is dropped.
struct Pass;

impl Pass {
    fn take() -> Option<Pass> {
        INSIDE.fetch_add(1, SeqCst);
        let pass = Pass;
        if CLOSED.load(SeqCst) { None } else { Some(pass) }
    }

    /// After the gate has closed only the thread that ends the interpreter goes on; any other stops here for good.
    fn take_or_park() -> Option<Pass> {
        let pass = Pass::take();
        if pass.is_none() && EXITING.get() != Some(&thread::current().id()) {
            loop {
                thread::park();
            }
        }
        pass
    }
}

impl Drop for Pass {
    fn drop(&mut self) {
        // Saturating: a fork sets the count to 0 under whoever is inside.
        let _ = INSIDE.fetch_update(SeqCst, SeqCst, |n| n.checked_sub(1));
    }
}

/// Runs `f` attached, from a thread of Rust; `None` once the interpreter is going away.
pub fn with_py<R>(f: impl FnOnce(Python<'_>) -> R) -> Option<R> {
    let _pass = Pass::take()?;
    Python::try_attach(f)
}

/// Runs `f` with the interpreter free for others.
pub fn detached<T: Send>(py: Python<'_>, f: impl FnOnce() -> T + Send) -> T {
    let (output, _pass) = py.detach(|| {
        let output = f();
        (output, Pass::take_or_park())
    });
    output
}

/// Runs a call that may wait, detached; on the main thread signals are looked for, and their exception ends the wait.
pub fn waiting<T: Send>(py: Python<'_>, f: impl FnOnce(Option<Tick<'_>>) -> polyroute::Result<T> + Send) -> PyResult<T> {
    if !on_main_thread(py)? {
        return detached(py, || f(None)).map_err(|e| errors::to_py(py, &e));
    }
    let (outcome, interrupt) = detached(py, || {
        let mut interrupt = None;
        let mut go_on = || {
            interrupt = with_py(|py| py.check_signals().err()).flatten();
            interrupt.is_none()
        };
        let outcome = f(Some(Tick { every: TICK, go_on: &mut go_on }));
        (outcome, interrupt)
    });
    match interrupt {
        Some(raised) => Err(raised),
        None => outcome.map_err(|e| errors::to_py(py, &e)),
    }
}

thread_local! {
    /// `2 * (generation + 1) + is_main`, 0 before the first look.
    static IS_MAIN: Cell<u64> = const { Cell::new(0) };
}

/// Is this the thread that runs Python's signal handlers? A fork may make another one of it.
fn on_main_thread(py: Python<'_>) -> PyResult<bool> {
    let now = 2 * (generation() + 1);
    let known = IS_MAIN.get();
    if known & !1 == now {
        return Ok(known & 1 == 1);
    }
    let modules = py.import("sys")?.getattr("modules")?;
    let threading = modules.call_method1("get", ("threading",))?;
    // Without `threading` nobody has started a second thread.
    let main = threading.is_none() || threading.call_method0("main_thread")?.getattr("ident")?.eq(threading.call_method0("get_ident")?)?;
    IS_MAIN.set(now | u64::from(main));
    Ok(main)
}

/// Called in a child right after a fork: the threads that were inside do not exist there.
pub fn forked() {
    INSIDE.store(0, SeqCst);
}

/// Closes the gate and waits for those inside. The calling thread alone may go on using the interpreter.
pub fn close_gate() {
    let _ = EXITING.set(thread::current().id());
    CLOSED.store(true, SeqCst);
    let end = Instant::now() + EXIT_LIMIT;
    while INSIDE.load(SeqCst) > 0 && Instant::now() < end {
        thread::sleep(Duration::from_millis(1));
    }
}
