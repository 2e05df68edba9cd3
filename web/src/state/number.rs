/// A number as JavaScript would write it, exactly.
pub(crate) fn exact(number: f64) -> String {
    let size = number.abs();
    if number.is_nan() {
        "NaN".into()
    } else if number.is_infinite() {
        if number > 0.0 { "Infinity".into() } else { "-Infinity".into() }
    } else if number == 0.0 {
        // JavaScript writes both zeros as 0; an inspector should tell them apart.
        if number.is_sign_negative() { "-0".into() } else { "0".into() }
    } else if (1e-6..1e21).contains(&size) {
        number.to_string()
    } else {
        exponential(number)
    }
}

fn exponential(number: f64) -> String {
    let text = format!("{number:e}");
    if text.contains("e-") { text } else { text.replace('e', "e+") }
}

/// A number for a narrow place: whole numbers exactly, others to two decimals or two digits.
pub(crate) fn short(number: f64) -> String {
    let size = number.abs();
    if number.fract() != 0.0 && (0.01..1e9).contains(&size) {
        format!("{number:.2}")
    } else if (0.0001..0.01).contains(&size) {
        // Two digits that count, but no noughts behind them.
        let digits = if size < 0.001 { 5 } else { 4 };
        format!("{number:.digits$}").trim_end_matches('0').to_owned()
    } else if number.fract() != 0.0 && number.is_finite() {
        exponential_short(number)
    } else {
        exact(number)
    }
}

fn exponential_short(number: f64) -> String {
    format!("{number:.1e}")
}

/// A count with its thousands set apart.
pub(crate) fn grouped(count: u32) -> String {
    let digits = count.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A number of bytes in the unit that fits.
pub(crate) fn bytes(count: f64) -> String {
    const UNITS: [(f64, &str); 3] = [(1_073_741_824.0, "GB"), (1_048_576.0, "MB"), (1_024.0, "kB")];
    let unit = UNITS.iter().find(|(size, _)| count >= *size);
    unit.map_or_else(|| format!("{count:.0} B"), |(size, name)| format!("{:.1} {name}", count / size))
}

#[cfg(test)]
mod tests {
    use super::{bytes, exact, grouped, short};

    #[test]
    fn bytes_are_said_in_the_unit_that_fits() {
        let cases =
            [(0.0, "0 B"), (1_023.0, "1023 B"), (2_048.0, "2.0 kB"), (1.5e6, "1.4 MB"), (5e9, "4.7 GB")];
        for (count, text) in cases {
            assert_eq!(bytes(count), text);
        }
    }

    #[test]
    fn numbers_are_written_as_javascript_does() {
        let cases = [
            (0.1 + 0.2, "0.30000000000000004"),
            (-0.0, "-0"),
            (0.0, "0"),
            (9_007_199_254_740_993.0, "9007199254740992"),
            (1e21, "1e+21"),
            (1.5e300, "1.5e+300"),
            (2.5e-7, "2.5e-7"),
            (0.000_001, "0.000001"),
            (f64::NAN, "NaN"),
            (f64::NEG_INFINITY, "-Infinity"),
        ];
        for (number, text) in cases {
            assert_eq!(exact(number), text);
        }
    }

    #[test]
    fn short_numbers_keep_their_size() {
        let cases = [
            (12.0, "12"),
            (512.304, "512.30"),
            (-0.5, "-0.50"),
            (0.004, "0.004"),
            (-0.001_234, "-0.0012"),
            (0.000_123_4, "0.00012"),
            (0.000_012_34, "1.2e-5"),
            (-0.0, "-0"),
            (f64::INFINITY, "Infinity"),
            (1_234_567_890.5, "1.2e9"),
        ];
        for (number, text) in cases {
            assert_eq!(short(number), text);
        }
    }

    #[test]
    fn counts_are_grouped_by_thousands() {
        let cases = [(0, "0"), (999, "999"), (2_000, "2,000"), (u32::MAX, "4,294,967,295")];
        for (count, text) in cases {
            assert_eq!(grouped(count), text);
        }
    }
}
