//! Ids and numbers made up for records that came without.

/// An opaque id of 22 signs, as Billy's newer ones.
#[must_use]
pub fn opaque_id() -> String {
    (0..22).map(|_| fastrand::alphanumeric()).collect()
}

/// A random version 4 GUID.
#[must_use]
pub fn guid() -> String {
    let bits = fastrand::u128(..) & !(0xf << 76) & !(0x3 << 62) | (0x4 << 76) | (0x2 << 62);
    let text = format!("{bits:032x}");
    [&text[..8], &text[8..12], &text[12..16], &text[16..20], &text[20..]].join("-")
}

/// The `nth` made-up Danish registration number (CVR) that passes the modulus 11 check.
#[must_use]
pub fn registration_number(nth: usize) -> String {
    const WEIGHTS: [u32; 8] = [2, 7, 6, 5, 4, 3, 2, 1];
    let passes = |number: &u32| {
        let digits = number.to_string();
        let sum: u32 =
            digits.bytes().zip(WEIGHTS).map(|(digit, weight)| u32::from(digit - b'0') * weight).sum();
        sum.is_multiple_of(11)
    };
    let found = (10_000_000_u32..100_000_000).filter(passes).nth(nth);
    found.map_or_else(|| "10000009".to_owned(), |number| number.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn made_up_numbers_differ_and_have_their_shape() {
        assert_ne!(registration_number(0), registration_number(1));
        assert_eq!(registration_number(5).len(), 8);
        let guid = guid();
        assert_eq!(guid.len(), 36);
        assert_eq!(&guid[14..15], "4");
        assert!("89ab".contains(&guid[19..20]));
        assert_eq!(opaque_id().len(), 22);
    }
}
