//! Periods: which one a moment lies in, when it ends and what it is called, in the budget's time zone.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan, Zoned};

use crate::config::Period;

/// One period of a budget. Times are milliseconds since 1970.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bucket {
    /// `2026-11`, `2026-W47`, `2026-11-22T20+01:00`, `total`
    pub name: String,
    pub start: u64,
    /// The first moment of the next period; `None`: it never ends.
    pub end: Option<u64>,
}

impl Bucket {
    /// The period that `at` lies in.
    pub fn at(period: Period, zone: &TimeZone, at: u64) -> Bucket {
        let now = i64::try_from(at).ok().and_then(|ms| Timestamp::from_millisecond(ms).ok()).unwrap_or(Timestamp::MAX).to_zoned(zone.clone());
        let date = now.date();
        let (name, from, to) = match period {
            Period::Total => return Bucket { name: "total".into(), start: 0, end: None },
            // Named with their offset: when clocks go back, the same hour comes twice.
            Period::Minute => return clock_bucket(&now, "%Y-%m-%dT%H:%M%:z", 60_000),
            Period::Hour => return clock_bucket(&now, "%Y-%m-%dT%H%:z", 3_600_000),
            Period::Day => ("%Y-%m-%d", date, 1.day()),
            Period::Week => ("%G-W%V", date.saturating_sub(i64::from(date.weekday().to_monday_zero_offset()).days()), 1.week()),
            Period::Month => ("%Y-%m", date.first_of_month(), 1.month()),
            Period::Year => ("%Y", date.first_of_year(), 1.year()),
        };
        Bucket { name: date.strftime(name).to_string(), start: midnight(from, zone), end: Some(midnight(from.saturating_add(to), zone)) }
    }

    pub fn contains(&self, at: u64) -> bool {
        self.start <= at && self.end.is_none_or(|end| at < end)
    }
}

/// The first moment of a local day.
fn midnight(date: Date, zone: &TimeZone) -> u64 {
    zone.to_zoned(date.at(0, 0, 0, 0)).map_or(u64::MAX, |zoned| milliseconds(zoned.timestamp()))
}

fn clock_bucket(now: &Zoned, name: &str, length: i64) -> Bucket {
    let local = now.timestamp().as_millisecond() + i64::from(now.offset().seconds()) * 1_000;
    let start = now.timestamp().saturating_sub(SignedDuration::from_millis(local.rem_euclid(length))).unwrap_or(now.timestamp());
    let start = start.as_millisecond();
    Bucket { name: now.strftime(name).to_string(), start: start.max(0) as u64, end: Some((start + length).max(0) as u64) }
}

fn milliseconds(at: Timestamp) -> u64 {
    u64::try_from(at.as_millisecond()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ms(text: &str) -> u64 {
        milliseconds(text.parse().expect("a time stamp"))
    }

    fn bucket(period: Period, zone: &str, at: &str) -> (String, u64, Option<u64>) {
        let bucket = Bucket::at(period, &TimeZone::get(zone).expect("a zone"), ms(at));
        assert!(bucket.contains(ms(at)));
        (bucket.name, bucket.start, bucket.end)
    }

    #[test]
    fn days_and_months_begin_at_local_midnight() {
        let berlin = "Europe/Berlin";
        let expected = ("2026-11-23".into(), ms("2026-11-22T23:00:00Z"), Some(ms("2026-11-23T23:00:00Z")));
        assert_eq!(bucket(Period::Day, berlin, "2026-11-22T23:00:00Z"), expected);
        assert_eq!(bucket(Period::Day, "UTC", "2026-11-22T23:00:00Z").0, "2026-11-22");
        let month = bucket(Period::Month, berlin, "2026-11-30T22:59:59.999Z");
        assert_eq!(month, ("2026-11".into(), ms("2026-10-31T23:00:00Z"), Some(ms("2026-11-30T23:00:00Z"))));
        assert_eq!(bucket(Period::Month, berlin, "2026-11-30T23:00:00Z").0, "2026-12");
        assert_eq!(bucket(Period::Year, "Pacific/Auckland", "2026-12-31T11:00:00Z").0, "2027");
    }

    #[test]
    fn weeks_begin_on_monday_and_carry_their_iso_name() {
        let week = bucket(Period::Week, "UTC", "2027-01-01T12:00:00Z");
        assert_eq!(week, ("2026-W53".into(), ms("2026-12-28T00:00:00Z"), Some(ms("2027-01-04T00:00:00Z"))));
    }

    #[test]
    fn a_day_of_25_hours_is_one_period_and_its_double_hour_two() {
        let day = bucket(Period::Day, "Europe/Berlin", "2026-10-25T12:00:00Z");
        assert_eq!(day.2.expect("an end") - day.1, 25 * 3_600_000);
        let first = bucket(Period::Hour, "Europe/Berlin", "2026-10-25T00:30:00Z");
        let second = bucket(Period::Hour, "Europe/Berlin", "2026-10-25T01:30:00Z");
        assert_eq!((first.0.as_str(), second.0.as_str()), ("2026-10-25T02+02:00", "2026-10-25T02+01:00"));
        assert_eq!(first.2, Some(second.1));
    }

    #[test]
    fn hours_follow_zones_of_half_an_hour() {
        let hour = bucket(Period::Hour, "Asia/Kolkata", "2026-01-01T00:45:10.250Z");
        assert_eq!(hour, ("2026-01-01T06+05:30".into(), ms("2026-01-01T00:30:00Z"), Some(ms("2026-01-01T01:30:00Z"))));
        let minute = bucket(Period::Minute, "UTC", "2026-01-01T00:45:10.250Z");
        assert_eq!((minute.1, minute.2), (ms("2026-01-01T00:45:00Z"), Some(ms("2026-01-01T00:46:00Z"))));
    }

    #[test]
    fn a_total_never_ends() {
        assert_eq!(bucket(Period::Total, "UTC", "2026-01-01T00:00:00Z"), ("total".into(), 0, None));
    }
}
