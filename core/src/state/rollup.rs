//! Usage without a file: exact sums per hour, route, target and the five labels.
//!
//! At most 100,000 rows; then the oldest hours fold into one row without labels. Times of a filter count by the hour.

use std::collections::{BTreeMap, HashMap};
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use super::columns::{Fields, Report};
use crate::types::{CallRow, Labels, UsageRow};

const MAX_ROWS: usize = 100_000;
const HOUR_MS: u64 = 3_600_000;

/// The sums of all settled calls of this process.
#[derive(Default)]
pub struct Rollup {
    hours: BTreeMap<u64, HashMap<Key, Sums>>,
    rows: usize,
    folded: Option<Folded>,
}

struct Folded {
    sums: Sums,
    /// The hours that it holds, both included.
    first: u64,
    last: u64,
}

struct Key {
    route: Option<Arc<str>>,
    target: Option<Arc<str>>,
    labels: Arc<Labels>,
}

impl Key {
    fn named(&self) -> [Option<&str>; 5] {
        let l = &self.labels;
        [&l.tenant, &l.user, &l.feature, &l.session, &l.experiment].map(Option::as_deref)
    }
}

impl PartialEq for Key {
    fn eq(&self, other: &Self) -> bool {
        self.route == other.route && self.target == other.target && (Arc::ptr_eq(&self.labels, &other.labels) || self.named() == other.named())
    }
}

impl Eq for Key {}

impl Hash for Key {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.route.hash(state);
        self.target.hash(state);
        self.named().hash(state);
    }
}

#[derive(Default)]
struct Sums(UsageRow);

impl Sums {
    fn add(&mut self, other: &UsageRow) {
        let sums = &mut self.0;
        sums.calls = sums.calls.saturating_add(other.calls);
        sums.input_tokens = sums.input_tokens.saturating_add(other.input_tokens);
        sums.output_tokens = sums.output_tokens.saturating_add(other.output_tokens);
        sums.cost += other.cost;
        sums.saved += other.saved;
        sums.errors = sums.errors.saturating_add(other.errors);
        sums.estimated_calls = sums.estimated_calls.saturating_add(other.estimated_calls);
    }
}

fn one(row: &CallRow) -> UsageRow {
    UsageRow {
        group: Vec::new(),
        calls: 1,
        input_tokens: row.input_tokens,
        output_tokens: row.output_tokens,
        cost: row.cost,
        saved: row.saved,
        errors: u64::from(row.error.is_some()),
        estimated_calls: u64::from(row.estimated),
    }
}

impl Rollup {
    pub fn add(&mut self, row: &CallRow) {
        let key = Key { route: row.route.clone(), target: row.target.clone(), labels: row.labels.clone() };
        let hour = self.hours.entry(row.started_at / HOUR_MS).or_default();
        let before = hour.len();
        hour.entry(key).or_default().add(&one(row));
        self.rows += hour.len() - before;
        while self.rows > MAX_ROWS {
            self.fold_oldest();
        }
    }

    fn fold_oldest(&mut self) {
        let Some((hour, rows)) = self.hours.pop_first() else { return };
        self.rows -= rows.len();
        let folded = self.folded.get_or_insert_with(|| Folded { sums: Sums::default(), first: hour, last: hour });
        folded.first = folded.first.min(hour);
        folded.last = folded.last.max(hour);
        for sums in rows.values() {
            folded.sums.add(&sums.0);
        }
    }

    /// The rows of a report, in the order of their groups.
    pub fn report(&self, report: &Report) -> Vec<UsageRow> {
        let mut groups: BTreeMap<Vec<Option<String>>, Sums> = BTreeMap::new();
        let mut take = |fields: Fields<'_>, sums: &Sums| {
            if report.conditions.iter().any(|(column, value)| column.of(&fields).as_ref() != Some(value)) {
                return;
            }
            let group = report.group_by.iter().map(|column| column.of(&fields)).collect();
            groups.entry(group).or_default().add(&sums.0);
        };
        let wanted = |first: u64, last: u64| {
            report.since.is_none_or(|since| (last + 1) * HOUR_MS > since) && report.until.is_none_or(|until| first * HOUR_MS < until)
        };
        if let Some(folded) = self.folded.as_ref().filter(|f| wanted(f.first, f.last)) {
            take(Fields { route: None, target: None, labels: None, started_at: None }, &folded.sums);
        }
        for (hour, rows) in self.hours.iter().filter(|(hour, _)| wanted(**hour, **hour)) {
            for (key, sums) in rows {
                let fields = Fields {
                    route: key.route.as_deref(),
                    target: key.target.as_deref(),
                    labels: Some(&key.labels),
                    started_at: Some(hour * HOUR_MS),
                };
                take(fields, sums);
            }
        }
        groups.into_iter().map(|(group, sums)| UsageRow { group, ..sums.0 }).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::NanoUsd;
    use crate::types::UsageFilter;

    #[test]
    fn folds_the_oldest_hours_and_loses_no_amount() {
        let mut rollup = Rollup::default();
        let calls = MAX_ROWS as u64 + 50;
        for n in 0..calls {
            rollup.add(&CallRow {
                trace_id: "t".into(),
                started_at: (n % 100) * HOUR_MS,
                route: Some("chat".into()),
                target: Some("p/m".into()),
                labels: Arc::new(Labels { session: Some(n.to_string()), ..Labels::default() }),
                input_tokens: 1,
                output_tokens: 2,
                cost: NanoUsd(3),
                saved: NanoUsd::ZERO,
                error: None,
                estimated: false,
            });
        }
        assert!(rollup.rows <= MAX_ROWS);
        let filter = |group_by: Vec<String>| Report::new(UsageFilter { group_by, ..UsageFilter::default() }).expect("known columns");
        let all = rollup.report(&filter(vec![]));
        assert_eq!(all.len(), 1);
        assert_eq!((all[0].calls, all[0].input_tokens, all[0].output_tokens, all[0].cost), (calls, calls, 2 * calls, NanoUsd(3 * calls as i64)));
        let by_route = rollup.report(&filter(vec!["route".into()]));
        assert_eq!(by_route.len(), 2, "what is folded has no route");
        assert_eq!(by_route.iter().map(|r| r.calls).sum::<u64>(), calls);
    }
}
