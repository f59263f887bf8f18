//! One line of `data.txt` → a model. The form is described at the top of that file.

use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::model::{Capabilities, Mode, Model};
use super::price::{OffPeak, PartialRate, Rate, Rates, Tiers, Window};

/// A line that is not of the described form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Malformed;

/// `line` without the name.
pub(super) fn parse(provider: &'static str, name: &'static str, line: &'static str) -> Result<Model, Malformed> {
    let mut fields = line.split('\t');
    let mode = match fields.next() {
        Some("c") => Mode::Chat,
        Some("r") => Mode::Responses,
        Some("e") => Mode::Embedding,
        Some("t") => Mode::Completion,
        _ => return Err(Malformed),
    };
    let mut field = || fields.next().unwrap_or_default();
    Ok(Model {
        provider,
        name,
        mode,
        context: optional(field(), |text| text.parse().ok())?,
        max_output: optional(field(), |text| text.parse().ok())?,
        capabilities: Capabilities::parse(field()).ok_or(Malformed)?,
        rates: optional(field(), prices)?,
        retired_ms: optional(field(), day)?,
    })
}

/// An empty field is unknown.
fn optional<T>(text: &'static str, read: impl FnOnce(&'static str) -> Option<T>) -> Result<Option<T>, Malformed> {
    if text.is_empty() { Ok(None) } else { read(text).map(Some).ok_or(Malformed) }
}

/// The first millisecond of a day in UTC.
fn day(text: &str) -> Option<u64> {
    let date: Date = text.parse().ok()?;
    u64::try_from(date.to_zoned(TimeZone::UTC).ok()?.timestamp().as_millisecond()).ok()
}

fn prices(text: &'static str) -> Option<Rates> {
    let mut words = text.split(' ').peekable();
    let standard = tiers(&mut words)?;
    let mut rates = Rates { standard, services: Vec::new(), off_peak: None, until_ms: None };
    while let Some(word) = words.next() {
        match word.split_at_checked(1)? {
            ("@", name) => {
                let own = match words.next_if(|word| word.starts_with('*')) {
                    Some(percent) => scaled(&rates.standard, percent[1..].parse().ok()?),
                    None => tiers(&mut words)?,
                };
                rates.services.push((name, own));
            }
            ("~", windows) => {
                let windows = windows.split(';').map(window).collect::<Option<_>>()?;
                rates.off_peak = Some(OffPeak { windows, rate: rate(&mut words)? });
            }
            ("<", last_day) => rates.until_ms = Some(day(last_day)?.saturating_add(86_400_000)),
            _ => return None,
        }
    }
    Some(rates)
}

type Words<'a> = std::iter::Peekable<std::str::Split<'a, char>>;

fn tiers(words: &mut Words<'_>) -> Option<Tiers> {
    let mut tiers = vec![(0, rate(words)?)];
    while let Some(above) = words.next_if(|word| word.starts_with('>')) {
        tiers.push((above[1..].parse().ok()?, rate(words)?));
    }
    Some(Tiers(tiers))
}

fn scaled(standard: &Tiers, percent: u64) -> Tiers {
    Tiers(standard.0.iter().map(|(above, rate)| (*above, rate.percent(percent))).collect())
}

fn rate(words: &mut Words<'_>) -> Option<Rate> {
    let mut rate = PartialRate::default();
    while let Some(word) = words.next_if(|word| word.starts_with(|c: char| c.is_ascii_lowercase())) {
        let (letter, number) = word.split_at(1);
        let value = Some(number.parse().ok()?);
        match letter {
            "i" => rate.input = value,
            "o" => rate.output = value,
            "r" => rate.cache_read = value,
            "w" => rate.cache_write = value,
            "h" => rate.cache_write_1h = value,
            "t" => rate.reasoning = value,
            _ => return None,
        }
    }
    rate.complete()
}

/// `12345/0000-0100,1000-0000`; an end of 0000 is midnight.
fn window(text: &str) -> Option<Window> {
    let (days, hours) = text.split_once('/')?;
    let days = days.bytes().try_fold(0, |days, day| (b'1'..=b'7').contains(&day).then(|| days | 1 << (day - b'0')))?;
    let minute = |text: &str| Some(text.get(..2)?.parse::<u16>().ok()? * 60 + text.get(2..)?.parse::<u16>().ok()?);
    let span = |text: &str| {
        let (from, to) = text.split_once('-')?;
        let to = minute(to)?;
        Some((minute(from)?, if to == 0 { 24 * 60 } else { to }))
    };
    Some(Window { days, hours: hours.split(',').map(span).collect::<Option<_>>()? })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::NanoUsd;
    use crate::types::Usage;

    #[test]
    fn reads_a_line_with_everything_in_it() {
        let line = "c\t200000\t8192\tvt-s\ti1000 o2000 r100 >100 i3000 o4000 @flex *50 @priority i5000 o6000 ~67/0000-0000 i500 o600 <2026-12-31\t2027-01-02";
        let model = parse("p", "m", line).unwrap();
        let in_time = day("2026-12-31").unwrap();
        assert_eq!((model.context, model.max_output, model.retired_ms), (Some(200_000), Some(8192), day("2027-01-02")));
        let usage = |input| Usage { input, output: 10, ..Usage::default() };
        let rates = model.rates(in_time).unwrap();
        assert_eq!(rates.cost(&usage(100), None, in_time), NanoUsd(120));
        assert_eq!(rates.cost(&usage(101), None, in_time), NanoUsd(343));
        assert_eq!(rates.cost(&usage(101), Some("flex"), in_time), NanoUsd(172));
        assert_eq!(rates.cost(&usage(101), Some("priority"), in_time), NanoUsd(565));
        let saturday = day("2026-12-26").unwrap();
        assert_eq!(rates.cost(&usage(100), None, saturday), NanoUsd(56));
        assert_eq!(model.rates(day("2027-01-01").unwrap()), None);
    }

    #[test]
    fn refuses_what_it_does_not_know() {
        for line in ["", "x", "c\tmany", "c\t1\t1\tQ", "c\t1\t1\tv\ti5", "c\t1\t1\tv\ti5 o5 ?x", "c\t1\t1\tv\ti5 o5\t2026-13-01"] {
            assert!(parse("p", "m", line).is_err(), "{line}");
        }
        assert!(parse("p", "m", "c").is_ok());
    }
}
