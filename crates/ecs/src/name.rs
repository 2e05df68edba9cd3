use std::fmt;

/// The name of a component type: any JavaScript string, exactly.
///
/// JavaScript strings are sequences of 16-bit units that need not be well-formed Unicode; a name keeps
/// the units, so two names are equal exactly when the strings are. Ordered by unit, as JavaScript orders
/// strings.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name(Box<[u16]>);

impl Name {
    /// A name of these UTF-16 units, lone surrogates included.
    #[must_use]
    pub fn from_units(units: Vec<u16>) -> Self {
        Self(units.into_boxed_slice())
    }

    /// The UTF-16 units.
    #[must_use]
    pub fn units(&self) -> &[u16] {
        &self.0
    }

    /// Its length in bytes of UTF-8, a lone surrogate counting three.
    #[must_use]
    pub fn bytes(&self) -> usize {
        let units = char::decode_utf16(self.0.iter().copied());
        units.map(|unit| unit.map_or(3, char::len_utf8)).sum()
    }
}

impl From<&str> for Name {
    fn from(text: &str) -> Self {
        Self(text.encode_utf16().collect())
    }
}

/// Lone surrogates show as U+FFFD.
impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&String::from_utf16_lossy(&self.0))
    }
}

impl fmt::Debug for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&String::from_utf16_lossy(&self.0), f)
    }
}

#[cfg(test)]
mod tests {
    use super::Name;

    #[test]
    fn lone_surrogates_are_told_apart() {
        let (high, low) = (Name::from_units(vec![0xd800]), Name::from_units(vec![0xd801]));
        assert_ne!(high, low);
        assert_eq!(high.bytes(), 3);
        assert_eq!(Name::from("a\u{1f600}").bytes(), 5);
    }
}
