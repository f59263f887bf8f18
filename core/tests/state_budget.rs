//! Budgets over both stores: what calls do with their reservations, against a model that is too simple to be wrong.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use polyroute::budget::{Ask, Budgets, Reservation, Used};
use polyroute::clock::{Clock, Moment};
use polyroute::config::{BudgetConfig, Limit, OnExceed, Period, StateConfig};
use polyroute::error::{Error, ErrorKind};
use polyroute::id::NanoUsd;
use polyroute::task::{BoxFuture, Owner};
use polyroute::types::{CallContext, CallOptions, CallRow, Dialect, HttpRequest, HttpResponse, HttpTransport, Labels, StateStore, UsageFilter};
use polyroute::{Result, state};
use proptest::prelude::*;

struct NoTransport;

impl HttpTransport for NoTransport {
    fn send(&self, _: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, Error>> {
        Box::pin(async { Err(Error::internal("no transport in this test")) })
    }
}

fn context(clock: &Clock, tenant: Option<&str>) -> CallContext {
    CallContext {
        trace_id: "t".into(),
        clock: clock.clone(),
        started: clock.now(),
        deadline: Moment::NEVER,
        labels: Arc::new(Labels { tenant: tenant.map(str::to_owned), ..Labels::default() }),
        options: Arc::new(CallOptions::default()),
        door: Dialect::OpenaiChat,
        forward: Arc::default(),
        transport: Arc::new(NoTransport),
        connect_timeout: Duration::from_secs(3),
    }
}

fn budget(limit: Limit) -> BudgetConfig {
    BudgetConfig {
        scope: [("tenant".to_owned(), "*".to_owned())].into_iter().collect(),
        limit,
        period: Period::Day,
        timezone: "Europe/Berlin".into(),
        on_exceed: OnExceed::Block,
    }
}

/// 2 nano-USD a token in, 3 a token out.
fn price(input: u64, output: u64) -> NanoUsd {
    NanoUsd((2 * input + 3 * output) as i64)
}

fn ask(input: u64, output: u64) -> Ask {
    Ask { input, output, output_is_callers: true, cost: Arc::new(price) }
}

fn used(input: u64, output: u64) -> Used {
    Used { input, output, cost: price(input, output) }
}

fn row(clock: &Clock, n: usize, tenant: Option<&str>, used: Used) -> CallRow {
    CallRow {
        trace_id: format!("trace-{n}").into(),
        started_at: clock.wall_ms(),
        route: Some("chat".into()),
        target: Some("p/m".into()),
        labels: Arc::new(Labels { tenant: tenant.map(str::to_owned), ..Labels::default() }),
        input_tokens: used.input,
        output_tokens: used.output,
        cost: used.cost,
        saved: NanoUsd::ZERO,
        error: None,
        estimated: false,
    }
}

struct World {
    clock: Clock,
    store: Arc<dyn StateStore>,
    budgets: Budgets,
    _folder: tempfile::TempDir,
}

fn world(sqlite: bool, budgets: &[BudgetConfig]) -> World {
    let (clock, folder) = (Clock::new_virtual(), tempfile::tempdir().expect("a folder"));
    let owner = Owner::new(Arc::new(tokio::runtime::Handle::current()));
    let config = if sqlite { StateConfig::Sqlite { path: folder.path().join("state.db"), durable: false } } else { StateConfig::Memory };
    let store = state::open(&config, &clock, &owner).expect("a store");
    let budgets = Budgets::new(budgets, store.clone(), clock.clone(), owner).expect("budgets");
    World { clock, store, budgets, _folder: folder }
}

impl World {
    /// (used, reserved) of the first budget.
    async fn tokens(&self, tenant: &str) -> (i64, i64) {
        let left = self.budgets.left(&context(&self.clock, Some(tenant)).labels).await.expect("left");
        (left[0].used, left[0].reserved)
    }
}

#[derive(Debug, Clone)]
enum Step {
    Reserve { tenant: usize, input: u64, output: u64 },
    Extend { call: usize, input: u64, output: u64 },
    Settle { call: usize, input: u64, output: u64 },
    Release { call: usize },
    Drop { call: usize },
    NextDay,
}

fn step() -> impl Strategy<Value = Step> {
    let tokens = 0..200_u64;
    prop_oneof![
        6 => (0..2_usize, tokens.clone(), tokens.clone()).prop_map(|(tenant, input, output)| Step::Reserve { tenant, input, output }),
        2 => (0..8_usize, tokens.clone(), tokens.clone()).prop_map(|(call, input, output)| Step::Extend { call, input, output }),
        4 => (0..8_usize, tokens.clone(), tokens).prop_map(|(call, input, output)| Step::Settle { call, input, output }),
        1 => (0..8_usize).prop_map(|call| Step::Release { call }),
        1 => (0..8_usize).prop_map(|call| Step::Drop { call }),
        1 => Just(Step::NextDay),
    ]
}

const TENANTS: [&str; 2] = ["acme", "beta"];
const LIMIT: i64 = 1_000;

/// A call in flight: who, in which day, and what the model thinks that it holds.
struct Open {
    tenant: usize,
    day: u64,
    tokens: i64,
    cost: NanoUsd,
    reservation: Reservation,
}

#[derive(Default, Clone, Copy)]
struct Sums {
    used: i64,
    reserved: i64,
}

async fn follow(sqlite: bool, steps: Vec<Step>) {
    // The USD limit never binds: it checks that several budgets go together.
    let world = world(sqlite, &[budget(Limit::Tokens(LIMIT)), budget(Limit::Usd(1_000_000))]);
    let mut model: HashMap<(usize, u64), Sums> = HashMap::new();
    let (mut open, mut day, mut settled, mut overrun, mut n) = (Vec::<Open>::new(), 0, NanoUsd::ZERO, 0, 0);
    for step in steps {
        n += 1;
        let take = |open: &mut Vec<Open>, call: usize| (call < open.len()).then(|| open.swap_remove(call));
        match step {
            Step::Reserve { tenant, input, output } => {
                let sums = model.entry((tenant, day)).or_default();
                let tokens = (input + output) as i64;
                let fits = sums.used + sums.reserved + tokens <= LIMIT;
                let reserved = world.budgets.reserve(&context(&world.clock, Some(TENANTS[tenant])), ask(input, output)).await;
                assert_eq!(reserved.is_ok(), fits);
                if let Ok(reservation) = reserved {
                    sums.reserved += tokens;
                    open.push(Open { tenant, day, tokens, cost: price(input, output), reservation });
                }
            }
            Step::Extend { call, input, output } => {
                let Some(mut call) = take(&mut open, call) else { continue };
                let sums = model.entry((call.tenant, call.day)).or_default();
                let tokens = (input + output) as i64;
                let fits = sums.used + sums.reserved + tokens <= LIMIT;
                let extended = call.reservation.extend(&context(&world.clock, Some(TENANTS[call.tenant])), ask(input, output)).await;
                assert_eq!(extended.is_ok(), fits);
                if fits {
                    sums.reserved += tokens;
                    call.tokens += tokens;
                    call.cost += price(input, output);
                }
                open.push(call);
            }
            Step::Settle { call, input, output } => {
                let Some(call) = take(&mut open, call) else { continue };
                let sums = model.entry((call.tenant, call.day)).or_default();
                let (used, tokens) = (used(input, output), (input + output) as i64);
                let warning = call.reservation.settle(used, row(&world.clock, n, Some(TENANTS[call.tenant]), used)).await.expect("settled");
                assert_eq!(warning.is_some_and(|w| w.code == "overrun"), tokens > call.tokens || used.cost > call.cost);
                sums.reserved -= call.tokens;
                sums.used += tokens;
                overrun += (tokens - call.tokens).max(0);
                settled += used.cost;
            }
            Step::Release { call } => {
                let Some(call) = take(&mut open, call) else { continue };
                model.entry((call.tenant, call.day)).or_default().reserved -= call.tokens;
                call.reservation.release(row(&world.clock, n, None, Used::default())).await.expect("released");
            }
            Step::Drop { call } => {
                let Some(call) = take(&mut open, call) else { continue };
                model.entry((call.tenant, call.day)).or_default().reserved -= call.tokens;
                drop(call.reservation);
            }
            Step::NextDay => {
                day += 1;
                world.clock.advance(Duration::from_secs(86_400));
            }
        }
        for (tenant, name) in TENANTS.iter().enumerate() {
            let sums = model.get(&(tenant, day)).copied().unwrap_or_default();
            assert_eq!(world.tokens(name).await, (sums.used, sums.reserved));
            assert!(sums.used + sums.reserved <= LIMIT + overrun);
        }
        assert_eq!(world.store.reservations(), open.len());
    }
    drop(open);
    assert_eq!(world.store.reservations(), 0);
    let usage = world.store.usage(UsageFilter::default()).await.expect("a report");
    assert_eq!(usage.first().map_or(NanoUsd::ZERO, |row| row.cost), settled);
}

fn run(future: impl Future<Output = ()>) {
    tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime").block_on(future);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn in_memory_a_budget_is_what_the_model_says(steps in prop::collection::vec(step(), 1..60)) {
        run(follow(false, steps));
    }

    #[test]
    fn in_sqlite_a_budget_is_what_the_model_says(steps in prop::collection::vec(step(), 1..25)) {
        run(follow(true, steps));
    }

    #[test]
    fn a_clamp_is_a_quarter_of_what_is_left_but_not_under_1024(limit in 1_100..200_000_i64, spent in 0..100_000_i64, output in 1..100_000_u64, usd: bool) {
        run(async move {
            let world = world(false, &[budget(if usd { Limit::Usd(limit * 3) } else { Limit::Tokens(limit) })]);
            let context = context(&world.clock, None);
            let spent = spent.min(limit);
            let before = world.budgets.reserve(&context, Ask { input: 0, output: 0, ..ask(0, 0) }).await.expect("nothing asked");
            before.settle(used(0, spent as u64), row(&world.clock, 0, None, used(0, spent as u64))).await.expect("settled");
            let expected = output.min(1_024.max((limit - spent) as u64 / 4));
            match world.budgets.reserve(&context, Ask { output_is_callers: false, ..ask(0, output) }).await {
                Ok(mut reservation) => {
                    assert_eq!(reservation.output_clamp(), (expected < output).then_some(expected));
                    assert_eq!(reservation.take_warnings().iter().any(|w| w.code == "budget_clamped"), expected < output);
                    assert!(expected as i64 <= limit - spent);
                }
                Err(error) => {
                    assert_eq!(error.kind(), ErrorKind::Budget);
                    assert!(expected as i64 > limit - spent);
                }
            }
        });
    }
}

#[tokio::test]
async fn a_refusal_says_which_budget_how_much_and_until_when() {
    let world = world(false, &[budget(Limit::Requests(100)), budget(Limit::Usd(1_000_000_000))]);
    let context = context(&world.clock, Some("acme"));
    let first = world.budgets.reserve(&context, ask(200_000_000, 0)).await.expect("fits");
    let _held = world.budgets.reserve(&context, ask(100_000_000, 0)).await.expect("fits");
    first.settle(used(200_000_000, 0), row(&world.clock, 1, Some("acme"), used(200_000_000, 0))).await.expect("settled");
    let error = world.budgets.reserve(&context, ask(300_000_000, 0)).await.err().expect("refused");
    assert_eq!((error.kind(), error.get_reason(), error.get_rule()), (ErrorKind::Budget, Some("limit"), Some("budgets[1]")));
    assert_eq!(
        error.message(),
        "budget `budgets[1]` of tenant `acme`: 0.40 USD of 1.00 USD used and 0.20 USD reserved by calls in flight, this call may need 0.60 USD; \
         the period ends 2026-01-02 00:00 CET"
    );
    // The virtual clock begins at 2026-01-01 00:00 UTC; the day in Berlin has 23 hours left.
    assert_eq!(error.get_retry_after(), Some(Duration::from_secs(23 * 3600)));
    assert_eq!(world.tokens("acme").await, (1, 1), "the refused call holds nothing in any budget");
}

#[tokio::test]
async fn a_call_is_settled_in_the_period_of_its_reserve() {
    let world = world(false, &[budget(Limit::Tokens(100))]);
    let context = context(&world.clock, Some("acme"));
    let call = world.budgets.reserve(&context, ask(60, 0)).await.expect("fits");
    world.clock.advance(Duration::from_secs(86_400));
    let other = world.budgets.reserve(&context, ask(100, 0)).await.expect("a new day");
    call.settle(used(60, 0), row(&world.clock, 1, Some("acme"), used(60, 0))).await.expect("settled");
    assert_eq!(world.tokens("acme").await, (0, 100));
    drop(other);
    assert_eq!(world.tokens("acme").await, (0, 0));
}

#[tokio::test]
async fn a_budget_that_warns_counts_and_lets_pass() {
    let warn = BudgetConfig { on_exceed: OnExceed::Warn, ..budget(Limit::Tokens(100)) };
    let world = world(false, &[warn]);
    let context = context(&world.clock, Some("acme"));
    let mut quiet = world.budgets.reserve(&context, ask(100, 0)).await.expect("passes");
    assert!(quiet.take_warnings().is_empty());
    let mut loud = world.budgets.reserve(&context, ask(1, 0)).await.expect("passes");
    assert_eq!(loud.take_warnings().iter().map(|w| w.code).collect::<Vec<_>>(), ["budget_exceeded"]);
}

#[tokio::test]
async fn requests_count_calls_and_not_tries() {
    let world = world(false, &[budget(Limit::Requests(1))]);
    let context = context(&world.clock, Some("acme"));
    let mut call = world.budgets.reserve(&context, ask(5, 5)).await.expect("fits");
    call.extend(&context, ask(5, 5)).await.expect("the same call");
    assert!(world.budgets.reserve(&context, ask(5, 5)).await.is_err());
    call.settle(used(9, 9), row(&world.clock, 1, Some("acme"), used(9, 9))).await.expect("settled");
    assert_eq!(world.tokens("acme").await, (1, 0));
}

#[tokio::test]
async fn unlabelled_calls_share_a_bucket_of_their_own() {
    let world = world(false, &[budget(Limit::Tokens(100))]);
    let _held = world.budgets.reserve(&context(&world.clock, None), ask(100, 0)).await.expect("fits");
    assert!(world.budgets.reserve(&context(&world.clock, None), ask(1, 0)).await.is_err());
    assert!(world.budgets.reserve(&context(&world.clock, Some("acme")), ask(100, 0)).await.is_ok());
}

#[tokio::test]
async fn absurd_amounts_are_refused_and_never_wrap() {
    let world = world(false, &[budget(Limit::Tokens(100)), budget(Limit::Usd(100))]);
    let context = context(&world.clock, Some("acme"));
    let free = Arc::new(|_, _| NanoUsd(-5));
    assert!(world.budgets.reserve(&context, Ask { input: u64::MAX, output: u64::MAX, output_is_callers: true, cost: free }).await.is_err());
    assert_eq!(world.tokens("acme").await, (0, 0));
}

#[tokio::test]
async fn a_settle_goes_on_when_its_caller_is_gone() {
    let world = world(true, &[budget(Limit::Tokens(100))]);
    let hold = state::before_fork();
    let context = context(&world.clock, Some("acme"));
    let mut reserve = Box::pin(world.budgets.reserve(&context, ask(10, 0)));
    assert!(futures_util::poll!(&mut reserve).is_pending());
    hold.parent();
    let call = reserve.await.expect("fits");
    let hold = state::before_fork();
    let mut settle = Box::pin(call.settle(used(7, 0), row(&world.clock, 1, Some("acme"), used(7, 0))));
    assert!(futures_util::poll!(&mut settle).is_pending());
    drop(settle);
    hold.parent();
    while world.store.reservations() > 0 {
        tokio::task::yield_now().await;
    }
    assert_eq!(world.tokens("acme").await, (7, 0));
}
