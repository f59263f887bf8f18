//! The upstream itself: a listener on an ephemeral loopback port, its answers and its memory.

use std::io;
use std::sync::Arc;
use std::time::{Duration, Instant};

use parking_lot::Mutex;
use serde_json::Value;
use tokio::net::TcpListener;
use tokio::sync::watch;

use crate::answer::Answer;
use crate::connection;
use crate::dialect::Dialect;
use crate::record::{Closed, Log, Request};
use crate::script::Script;
use crate::story::Story;

/// Where answers come from.
pub enum Answerer {
    Script(Script),
    Story(Box<dyn Story>),
}

impl From<Script> for Answerer {
    fn from(script: Script) -> Self {
        Answerer::Script(script)
    }
}

/// A running fake provider. Dropping it closes the port and resets its connections.
pub struct Upstream {
    shared: Arc<Shared>,
    url: String,
}

impl Upstream {
    /// Listens on a free port of loopback; serves on the runtime of the caller.
    pub async fn start(answers: impl Into<Answerer>) -> io::Result<Upstream> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let url = format!("http://{}", listener.local_addr()?);
        let shared = Arc::new(Shared {
            answers: Mutex::new(answers.into()),
            log: Mutex::default(),
            changed: watch::Sender::new(()),
            released: watch::Sender::new(0),
            dead: watch::Sender::new(false),
            start: Instant::now(),
        });
        tokio::spawn(accept(shared.clone(), listener));
        Ok(Upstream { shared, url })
    }

    /// `http://127.0.0.1:port`, no slash at its end.
    pub fn url(&self) -> &str {
        &self.url
    }

    pub fn requests(&self) -> Vec<Request> {
        self.shared.log.lock().requests.clone()
    }

    pub fn count(&self) -> usize {
        self.shared.log.lock().requests.len()
    }

    /// Requests that the script had no answer for; each was answered 599.
    pub fn beyond(&self) -> usize {
        self.shared.log.lock().beyond
    }

    pub fn closed_early(&self) -> Vec<Closed> {
        self.shared.log.lock().closed_early.clone()
    }

    /// Answers on hold now.
    pub fn holding(&self) -> usize {
        self.shared.log.lock().holding
    }

    /// Connections accepted so far, and open now.
    pub fn connections(&self) -> (usize, usize) {
        let log = self.shared.log.lock();
        (log.connections, log.open)
    }

    /// Lets all answers go on that are on hold now.
    pub fn release(&self) {
        self.shared.release();
    }

    /// Closes the port and resets every connection, as a provider that dies.
    pub fn shutdown(&self) {
        self.shared.die();
    }

    /// Waits until `seen` holds; looks again whenever something happens here.
    pub async fn wait_for(&self, mut seen: impl FnMut(&Upstream) -> bool) {
        let mut changed = self.shared.changed.subscribe();
        while !seen(self) {
            // The sender lives in `self`, so the wait cannot fail.
            let _ = changed.changed().await;
        }
    }
}

impl Drop for Upstream {
    fn drop(&mut self) {
        self.shared.die();
    }
}

async fn accept(shared: Arc<Shared>, listener: TcpListener) {
    let mut dead = shared.dead.subscribe();
    loop {
        let stream = tokio::select! {
            stream = listener.accept() => stream,
            _ = dead.wait_for(|d| *d) => return,
        };
        match stream {
            Ok((stream, _)) => drop(tokio::spawn(connection::serve(shared.clone(), stream))),
            // Out of descriptors, most likely: the next try may find one.
            Err(_) => tokio::time::sleep(Duration::from_millis(5)).await,
        }
    }
}

/// What all connections of an upstream share.
pub struct Shared {
    answers: Mutex<Answerer>,
    log: Mutex<Log>,
    changed: watch::Sender<()>,
    released: watch::Sender<u64>,
    pub dead: watch::Sender<bool>,
    start: Instant,
}

impl Shared {
    /// Notes a request and finds its answer.
    pub fn receive(&self, request: Request) -> (usize, Answer) {
        let found = match &mut *self.answers.lock() {
            Answerer::Script(script) => script.answer(&request),
            Answerer::Story(story) => Some(story.answer(&request)),
        };
        let mut index = 0;
        self.note(|log| {
            index = log.requests.len();
            log.beyond += usize::from(found.is_none());
            log.requests.push(request.clone());
        });
        (index, found.unwrap_or_else(|| Dialect::OpenaiChat.error(599, &format!("the script has no answer for request {index}: {}", request.path))))
    }

    pub fn note(&self, write: impl FnOnce(&mut Log)) {
        write(&mut self.log.lock());
        self.changed.send_replace(());
    }

    /// Waits for a `release` that comes after now.
    pub async fn hold(&self) {
        let mut released = self.released.subscribe();
        let _holding = Holding::new(self);
        let _ = released.changed().await;
    }

    pub fn release(&self) {
        self.released.send_modify(|n| *n += 1);
    }

    pub fn die(&self) {
        self.dead.send_replace(true);
    }

    /// Back to the start of the script; forgets what was asked.
    pub fn reset(&self) {
        if let Answerer::Script(script) = &mut *self.answers.lock() {
            script.rewind();
        }
        self.note(|log| {
            log.requests.clear();
            log.closed_early.clear();
            log.beyond = 0;
        });
    }

    pub fn report(&self) -> Value {
        self.log.lock().to_value(self.start)
    }
}

struct Holding<'a>(&'a Shared);

impl<'a> Holding<'a> {
    fn new(shared: &'a Shared) -> Self {
        shared.note(|log| log.holding += 1);
        Holding(shared)
    }
}

impl Drop for Holding<'_> {
    fn drop(&mut self) {
        self.0.note(|log| log.holding -= 1);
    }
}
