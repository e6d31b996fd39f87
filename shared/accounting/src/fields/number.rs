//! Numbers out of their own text, exactly.

use rust_decimal::Decimal;

/// How far from a hundredth a number may be and still be meant as one: floats over there leave such noise.
const NOISE: Decimal = Decimal::from_parts(1, 0, 0, false, 6);

/// The amount in major units that `text` spells: as [`decimal`], and freed of the noise that a sum of floats leaves
/// (`374.40000000000003`). A real fraction of an øre stays one.
pub(crate) fn amount(text: &str) -> Result<Decimal, &'static str> {
    let value = decimal(text)?;
    let meant = value.round_dp(2);
    Ok(if (value - meant).abs() <= NOISE { meant } else { value })
}

/// The decimal that `text` spells: `300`, `374.4`, `-0.0`, `1.5E2`. Nothing is rounded.
///
/// # Errors
/// What is wrong with it: not a number, or more digits than any amount has.
fn decimal(text: &str) -> Result<Decimal, &'static str> {
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        None => (text, 0),
        Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().map_err(|_| "is not a number")?),
    };
    let digits = mantissa.strip_prefix('-').unwrap_or(mantissa);
    let is_number = digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
        && digits.bytes().any(|byte| byte.is_ascii_digit())
        && digits.bytes().filter(|byte| *byte == b'.').count() <= 1;
    if !is_number {
        return Err("is not a number");
    }
    let shortest = if digits.contains('.') { mantissa.trim_end_matches('0') } else { mantissa };
    let shortest = shortest.strip_suffix('.').unwrap_or(shortest);
    let bare = if matches!(shortest, "" | "-") { "0" } else { shortest };
    let value = Decimal::from_str_exact(bare).map_err(|_| TOO_LONG)?;
    shifted(value, exponent).ok_or(TOO_LONG)
}

const TOO_LONG: &str = "is a number with too many digits";

/// `value` times ten to the `exponent`.
fn shifted(value: Decimal, exponent: i32) -> Option<Decimal> {
    if value.is_zero() {
        return Some(Decimal::ZERO);
    }
    let places = exponent.unsigned_abs();
    let power =
        10i128.checked_pow(places).and_then(|power| Decimal::try_from_i128_with_scale(power, 0).ok())?;
    if exponent >= 0 {
        return value.checked_mul(power);
    }
    let value = value.normalize();
    let scale = value.scale().checked_add(places)?;
    // A float close to nothing (`5.684341886080802e-14`) has more places than a decimal holds.
    let too_many = scale.saturating_sub(Decimal::MAX_SCALE);
    let mantissa = value.mantissa() / 10i128.checked_pow(too_many)?;
    Decimal::try_from_i128_with_scale(mantissa, scale - too_many).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_of_an_amount_is_read_exactly() {
        for (text, plain) in [
            ("300", "300"),
            ("300.0", "300"),
            ("374.4", "374.4"),
            ("90071992547409.93", "90071992547409.93"),
            ("0.10", "0.1"),
            ("-0.0", "0"),
            ("-12.50", "-12.5"),
            ("3.744e2", "374.4"),
            ("3744E-1", "374.4"),
            ("1e+3", "1000"),
            ("0e99999", "0"),
            ("10.00000000000000000000000000000000000000", "10"),
            ("9223372036854775807", "9223372036854775807"),
        ] {
            assert_eq!(
                decimal(text).map(|value| value.normalize().to_string()),
                Ok(plain.to_owned()),
                "{text}"
            );
        }
    }

    #[test]
    fn the_noise_of_floats_is_rounded_away_and_a_real_fraction_stays() {
        for (text, plain) in [
            ("374.40000000000003", "374.4"),
            ("4099.999999999999", "4100"),
            ("5.684341886080802e-14", "0"),
            ("-1.4210854715202004E-14", "0"),
            ("40.001", "40.001"),
            ("0.005", "0.005"),
            ("0.00999", "0.00999"),
            ("79228162514264337593543950335", "79228162514264337593543950335"),
        ] {
            assert_eq!(
                amount(text).map(|value| value.normalize().to_string()),
                Ok(plain.to_owned()),
                "{text}"
            );
        }
    }

    #[test]
    fn what_is_no_number_or_too_long_is_refused() {
        for text in
            ["", "-", ".", "1.2.3", "1,5", "NaN", "plenty", "1e", "1e9999999999", "1e40", "0x10", "1 0"]
        {
            assert!(decimal(text).is_err(), "{text}");
        }
        assert!(decimal("0.00000000000000000000000000000000001").is_err());
    }
}
