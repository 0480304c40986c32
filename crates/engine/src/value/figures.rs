//! Figures from text and back. The standard library's tables for this would weigh more in a page than all that reckons.

/// Up to here whole numbers are exact, and a quotient by one of [`EXACT_POWERS`] powers of ten is rounded once.
const EXACT: u64 = 1 << 53;

/// Powers of ten up to this one are exact.
const EXACT_POWERS: usize = 22;

/// The number of digits with an optional fraction, such as `1234.5`. Correctly rounded up to 15 digits; with more, the last
/// of those that a number keeps may be off by a few units.
pub(super) fn from_digits(whole: &str, fraction: &str) -> f64 {
    let fraction = fraction.trim_end_matches('0');
    let digits = || whole.bytes().chain(fraction.bytes()).map(|digit| digit.wrapping_sub(b'0'));
    let exact = digits().try_fold(0_u64, |number, digit| {
        number.checked_mul(10)?.checked_add(u64::from(digit)).filter(|number| *number <= EXACT)
    });
    match exact {
        #[allow(clippy::cast_precision_loss, reason = "bounded by EXACT")]
        Some(number) if fraction.len() <= EXACT_POWERS => number as f64 / power_of_ten(fraction.len()),
        _ => {
            let before = whole.bytes().fold(0.0, |number, digit| number * 10.0 + f64::from(digit.wrapping_sub(b'0')));
            let after =
                fraction.bytes().rev().fold(0.0, |number, digit| (number + f64::from(digit.wrapping_sub(b'0'))) / 10.0);
            before + after
        }
    }
}

fn power_of_ten(power: usize) -> f64 {
    (0..power).fold(1.0, |number, _| number * 10.0)
}

/// The digits of a number that is whole and not negative.
pub(super) fn whole_digits(number: f64) -> String {
    let (mantissa, exponent) = parts(number);
    if exponent <= 0 {
        return mantissa.checked_shr(exponent.unsigned_abs()).unwrap_or(0).to_string();
    }
    // Twice as much again and again, digit by digit from the last.
    let mut digits: Vec<u8> = mantissa.to_string().bytes().rev().map(|digit| digit.wrapping_sub(b'0')).collect();
    for _ in 0..exponent {
        let mut carried = 0;
        for digit in &mut digits {
            let twice = *digit * 2 + carried;
            (*digit, carried) = (twice % 10, twice / 10);
        }
        if carried > 0 {
            digits.push(carried);
        }
    }
    digits.iter().rev().map(|digit| char::from(b'0' + digit)).collect()
}

/// A number in as few digits as tell it from all others, as JSON has it. What is smaller than 2 to the power of -64 counts as
/// nothing: no figure of a plan is.
pub(crate) fn shortest(number: f64) -> String {
    /// With so many binary places ten times a rest still fits.
    const MOST_PLACES: u32 = 117;
    let sign = if number.is_sign_negative() { "-" } else { "" };
    let (mantissa, exponent) = parts(number.abs());
    if exponent >= 0 {
        return format!("{sign}{}.0", whole_digits(number.abs()));
    }
    let places = exponent.unsigned_abs();
    if places > MOST_PLACES {
        return format!("{sign}0.0");
    }
    // The rest in units of a quarter of the distance to the next number, so that half of it, and half of the smaller distance
    // below a power of two, are whole.
    let one = 1_u128 << (places + 2);
    let scaled = u128::from(mantissa) << 2;
    let (mut whole, mut rest) = (scaled >> (places + 2), scaled & (one - 1));
    let mut reach: u128 = if mantissa == EXACT >> 1 { 1 } else { 2 };
    let mut digits: Vec<u8> = Vec::new();
    while rest >= reach && one - rest >= reach {
        rest *= 10;
        reach *= 10;
        digits.push(u8::try_from(rest >> (places + 2)).unwrap_or(0));
        rest &= one - 1;
    }
    if rest >= one / 2 {
        // Rounded up, with what that carries.
        while digits.last() == Some(&9) {
            digits.pop();
        }
        match digits.last_mut() {
            Some(last) => *last += 1,
            None => whole += 1,
        }
    }
    while digits.last() == Some(&0) {
        digits.pop();
    }
    if digits.is_empty() {
        digits.push(0);
    }
    let fraction: String = digits.iter().map(|digit| char::from(b'0' + digit)).collect();
    let whole = u64::try_from(whole).unwrap_or(u64::MAX);
    format!("{sign}{whole}.{fraction}")
}

/// A number that is not negative as a whole number and the power of two that it is multiplied by.
fn parts(number: f64) -> (u64, i32) {
    let bits = number.to_bits();
    let mantissa = bits & ((1 << 52) - 1);
    let exponent = i32::try_from((bits >> 52) & 0x7ff).unwrap_or(0);
    if exponent == 0 { (mantissa, -1074) } else { (mantissa | (1 << 52), exponent - 1075) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers of all sizes and shapes, always the same ones.
    fn numbers() -> Vec<f64> {
        let mut found =
            vec![0.0, 0.1, 0.2 + 0.1, 1.0 / 3.0, 0.5, 1.0, 2.0 / 3.0, 99.995, 1e15, 1e16, 123_456.789, 9e15];
        let mut seed = 1_u64;
        for _ in 0..20_000 {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let small = u32::try_from(seed >> 40).unwrap();
            found.push(f64::from(small) / 100.0);
            found.push(f64::from(small) / 7.0);
            found.push(f64::from_bits((seed >> 12) | (u64::from(small % 60 + 990) << 52)));
            found.push(2_f64.powi(i32::try_from(small % 100).unwrap() - 50));
        }
        found
    }

    #[test]
    fn a_figure_is_written_as_shortly_as_it_can_be_and_read_again() {
        for number in numbers() {
            let text = shortest(number);
            assert_eq!(text.parse::<f64>().unwrap().to_bits(), number.to_bits(), "{number:?}: {text}");
            if number < 1e15 && number.log2().fract() != 0.0 {
                let usual = format!("{number}");
                assert_eq!(text.trim_end_matches(".0").len(), usual.len(), "{text} {usual}");
            }
        }
        assert_eq!(shortest(-0.25), "-0.25");
        assert_eq!(shortest(1e23), format!("{:.1}", 1e23));
        assert_eq!(shortest(1e-300), "0.0");
    }

    #[test]
    fn digits_are_read_as_the_standard_library_reads_them() {
        for number in numbers() {
            let text = format!("{number:.2}");
            let (whole, fraction) = text.split_once('.').unwrap();
            let expected: f64 = text.parse().unwrap();
            let found = from_digits(whole, fraction);
            let near = ((found - expected) / expected.max(f64::MIN_POSITIVE)).abs() < 1e-14;
            assert!(if text.len() <= 15 { found.to_bits() == expected.to_bits() } else { near }, "{text}");
        }
        assert_eq!(from_digits("0", "1000000000000000000000000000").to_bits(), 0.1_f64.to_bits());
        assert!(from_digits(&"9".repeat(400), "").is_infinite());
    }

    #[test]
    fn whole_numbers_have_all_their_digits() {
        for number in [0.0, 1.0, 9e15, 1e16, 1e22, 1e100, f64::MAX, 4_503_599_627_370_496.0] {
            assert_eq!(whole_digits(number), format!("{number:.0}"));
        }
    }
}
