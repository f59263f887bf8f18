//! Texts with units → exact numbers: durations, sizes, money, prices, percent. No floats on the way of money.

use std::time::Duration;

use super::Limit;
use super::problem::Fault;

const LONGEST: Duration = Duration::from_secs(366 * 24 * 3600);

/// A duration as the configuration writes it: `250ms 2s 5m 1h 7d`.
pub fn parse_duration(text: &str) -> crate::Result<Duration> {
    duration(text).map_err(|fault| crate::Error::invalid(fault.message))
}

/// `250ms 2s 5m 1h 7d`, with decimals down to a nanosecond, at most 366 days.
pub fn duration(text: &str) -> Result<Duration, Fault> {
    let fault = || Fault::new(format!("`{text}` is not a duration")).help("write it like `250ms`, `2s`, `5m`, `1h` or `7d`");
    let (number, unit) = split_unit(text).ok_or_else(fault)?;
    let nanos: u128 = match unit {
        "ms" => 1_000_000,
        "s" => 1_000_000_000,
        "m" => 60_000_000_000,
        "h" => 3_600_000_000_000,
        "d" => 86_400_000_000_000,
        _ => return Err(fault()),
    };
    let scaled = decimal(number, nanos).ok_or_else(fault)?;
    let duration = u64::try_from(scaled).ok().map(Duration::from_nanos).filter(|d| *d <= LONGEST);
    duration.ok_or_else(|| Fault::new(format!("`{text}` is longer than 366 days")))
}

/// `128000`, `128k`, `2M`: a count.
pub(super) fn size(text: &str) -> Result<u64, Fault> {
    let fault = || Fault::new(format!("`{text}` is not a size")).help("write it like `128000`, `128k` or `2M`");
    let (number, unit) = split_unit(text).unwrap_or((text, ""));
    let factor: u128 = match unit {
        "" => 1,
        "k" => 1_000,
        "M" => 1_000_000,
        _ => return Err(fault()),
    };
    decimal(number, factor).and_then(|n| u64::try_from(n).ok()).filter(|n| i64::try_from(*n).is_ok()).ok_or_else(fault)
}

/// `512kB 32MB 1GB` count in thousands, `KiB MiB GiB` in 1,024.
pub(super) fn bytes(text: &str) -> Result<u64, Fault> {
    let fault = || Fault::new(format!("`{text}` is not a number of bytes")).help("write it like `512kB`, `32MB` or `1GiB`");
    let (number, unit) = split_unit(text).ok_or_else(fault)?;
    let factor: u128 = match unit {
        "B" => 1,
        "kB" => 1_000,
        "MB" => 1_000_000,
        "GB" => 1_000_000_000,
        "KiB" => 1 << 10,
        "MiB" => 1 << 20,
        "GiB" => 1 << 30,
        _ => return Err(fault()),
    };
    decimal(number, factor).and_then(|n| u64::try_from(n).ok()).filter(|n| i64::try_from(*n).is_ok()).ok_or_else(fault)
}

/// `5.00 USD` → nano-USD. A number without its currency is refused.
pub(super) fn money(text: &str) -> Result<i64, Fault> {
    let fault = || Fault::new(format!("`{text}` is not an amount of money")).help("write it with its currency, like `5.00 USD`");
    let number = text.strip_suffix("USD").filter(|n| n.ends_with(' ')).ok_or_else(fault)?;
    let number = number.trim_end();
    let nano = decimal(number, 1_000_000_000).and_then(|n| i64::try_from(n).ok());
    nano.ok_or_else(|| if is_decimal(number) { Fault::new(format!("`{text}` is too large or finer than a billionth of a dollar")) } else { fault() })
}

/// `0.40 USD/M`, dollars a million tokens → pico-USD a token.
pub(super) fn price(text: &str) -> Result<u64, Fault> {
    let fault = || Fault::new(format!("`{text}` is not a price")).help("write it in dollars a million tokens, like `0.40 USD/M`");
    let number = text.strip_suffix("USD/M").filter(|n| n.ends_with(' ')).ok_or_else(fault)?;
    let number = number.trim_end();
    // Prices above 1,000,000 USD/M are surely mistakes, and the bound keeps the sums of a call within 64 bits.
    decimal(number, 1_000_000)
        .and_then(|n| u64::try_from(n).ok())
        .filter(|n| *n <= 1_000_000_000_000)
        .ok_or_else(|| if is_decimal(number) { Fault::new(format!("`{text}` is too large or finer than a millionth of a dollar")) } else { fault() })
}

/// `5%` → 0.05, from 0 to 100.
pub(super) fn percent(text: &str) -> Result<f64, Fault> {
    let fault = || Fault::new(format!("`{text}` is not a percentage")).help("write it like `5%`, from `0%` to `100%`");
    let number = text.strip_suffix('%').ok_or_else(fault)?;
    let millionths = decimal(number, 10_000).filter(|n| *n <= 1_000_000).ok_or_else(fault)?;
    Ok(millionths as f64 / 1e6)
}

/// `5000000 tokens`, `5M tokens`, `5.00 USD`, `100 requests`.
pub(super) fn limit(text: &str) -> Result<Limit, Fault> {
    let fault = || Fault::new(format!("`{text}` is not a limit")).help("write it like `5.00 USD`, `5000000 tokens` or `100 requests`");
    let (number, unit) = text.split_once(' ').ok_or_else(fault)?;
    match unit.trim_start() {
        "USD" => money(text).map(Limit::Usd),
        "tokens" => size(number).map(|n| Limit::Tokens(n as i64)).map_err(|_| fault()),
        "requests" => size(number).map(|n| Limit::Requests(n as i64)).map_err(|_| fault()),
        _ => Err(fault()),
    }
}

fn split_unit(text: &str) -> Option<(&str, &str)> {
    let at = text.find(|c: char| !c.is_ascii_digit() && c != '.')?;
    Some(text.split_at(at))
}

fn is_decimal(text: &str) -> bool {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    digits(whole) && digits(fraction)
}

/// `number × factor`, exactly: `None` where that is no whole number or does not fit.
fn decimal(number: &str, factor: u128) -> Option<u128> {
    if !is_decimal(number) {
        return None;
    }
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let fraction = fraction.trim_end_matches('0');
    let scale = 10u128.checked_pow(u32::try_from(fraction.len()).ok()?)?;
    let units = format!("{whole}{fraction}").parse::<u128>().ok()?.checked_mul(factor)?;
    units.is_multiple_of(scale).then_some(units / scale)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn durations_have_one_unit() {
        assert_eq!(duration("250ms"), Ok(Duration::from_millis(250)));
        assert_eq!(duration("1.5s"), Ok(Duration::from_millis(1500)));
        assert_eq!(duration("7d"), Ok(Duration::from_hours(168)));
        for bad in ["", "5", "5 s", "1h30m", "-1s", "1e3s", "s", ".5s", "5sec", "１s", "400d", "99999999999999999999999999999999999999999d"] {
            assert!(duration(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn sizes_and_bytes_count_in_their_units() {
        assert_eq!((size("128k"), size("2M"), size("1.5k"), size("12")), (Ok(128_000), Ok(2_000_000), Ok(1500), Ok(12)));
        assert_eq!((bytes("32MB"), bytes("1KiB"), bytes("7B")), (Ok(32_000_000), Ok(1024), Ok(7)));
        assert!(size("128K").is_err() && size("0.0001k").is_err() && bytes("32").is_err() && bytes("32mb").is_err());
    }

    #[test]
    fn money_is_exact_and_needs_its_currency() {
        assert_eq!(money("5.00 USD"), Ok(5_000_000_000));
        assert_eq!(money("0.000000001 USD"), Ok(1));
        assert_eq!(money("0.1 USD"), Ok(100_000_000));
        for bad in ["5", "5.00", "5USD", "5 EUR", "$5", "-5 USD", "0.0000000001 USD", "99999999999 USD", "1e3 USD", " USD"] {
            assert!(money(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn prices_come_out_in_pico_dollars_a_token() {
        assert_eq!(price("0.0375 USD/M"), Ok(37_500));
        assert_eq!(price("1.9307 USD/M"), Ok(1_930_700));
        assert_eq!(price("0 USD/M"), Ok(0));
        assert!(price("0.40").is_err() && price("0.40 USD").is_err() && price("0.0000001 USD/M").is_err());
    }

    #[test]
    fn limits_name_what_they_count() {
        assert_eq!(limit("5000000 tokens"), Ok(Limit::Tokens(5_000_000)));
        assert_eq!(limit("5M tokens"), Ok(Limit::Tokens(5_000_000)));
        assert_eq!(limit("100 requests"), Ok(Limit::Requests(100)));
        assert_eq!(limit("5.00 USD"), Ok(Limit::Usd(5_000_000_000)));
        assert!(limit("5").is_err() && limit("5 dollars").is_err() && limit("0.5 tokens").is_err());
    }

    #[test]
    fn percentages_stay_between_nothing_and_all() {
        assert_eq!((percent("50%"), percent("0.5%"), percent("100%")), (Ok(0.5), Ok(0.005), Ok(1.0)));
        assert!(percent("101%").is_err() && percent("0.5").is_err() && percent("-1%").is_err());
    }

    proptest! {
        #[test]
        fn money_comes_back_as_it_was_written(nano in 0i64..i64::MAX) {
            let text = format!("{} USD", crate::id::NanoUsd(nano).to_usd());
            prop_assert_eq!(money(&text), Ok(nano));
        }

        #[test]
        fn no_text_makes_a_scalar_panic(text in r"[0-9.]{0,50}\PC{0,8}") {
            let _ = (duration(&text), size(&text), bytes(&text), money(&text), price(&text), percent(&text), limit(&text));
        }
    }
}
