/// Text from outside, made safe to look at: characters that would be invisible, move what follows, or
/// break the line are written as escapes, and a long text is cut.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Text {
    shown: String,
    is_cut: bool,
}

impl Text {
    /// What is shown.
    pub(crate) fn shown(&self) -> &str {
        &self.shown
    }

    /// At most `max` characters of a text, of which more may follow.
    pub(crate) fn cut(text: &str, max: usize, more: bool) -> Self {
        let mut characters = text.chars();
        let mut shown = String::new();
        characters.by_ref().take(max).for_each(|character| push_escaped(&mut shown, character));
        Self { shown, is_cut: more || characters.next().is_some() }
    }

    /// In quotes, as a string is written.
    pub(crate) fn quoted(&self) -> String {
        let inner = self.shown.replace('"', "\\\"");
        if self.is_cut { format!("\"{inner}…") } else { format!("\"{inner}\"") }
    }

    /// Without quotes, as a name is written.
    pub(crate) fn bare(&self) -> String {
        if self.is_cut { format!("{}…", self.shown) } else { self.shown.clone() }
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Self::cut(text, usize::MAX, false)
    }
}

/// At most `max` characters of a text that is safe already; the last is an ellipsis where it was cut.
pub(crate) fn fit(text: &str, max: usize) -> String {
    if text.chars().count() <= max {
        return text.to_owned();
    }
    let kept: String = text.chars().take(max.saturating_sub(1)).collect();
    format!("{}…", kept.trim_end())
}

fn push_escaped(text: &mut String, character: char) {
    match character {
        '\n' => text.push_str("\\n"),
        '\r' => text.push_str("\\r"),
        '\t' => text.push_str("\\t"),
        _ if is_treacherous(character) => text.extend(character.escape_unicode()),
        _ => text.push(character),
    }
}

/// Control characters, and those that are invisible or turn the direction of writing.
const fn is_treacherous(character: char) -> bool {
    matches!(character,
        '\0'..='\x1f' | '\x7f'..='\u{9f}' | '\u{ad}' | '\u{61c}' | '\u{180e}'
        | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::{Text, fit};

    #[test]
    fn what_would_deceive_is_written_out() {
        let text = Text::from("a\u{202e}b\0c\nd\u{200b}");
        assert_eq!(text.shown(), "a\\u{202e}b\\u{0}c\\nd\\u{200b}");
        assert_eq!(Text::from("Grüße 🐝 <b>").shown(), "Grüße 🐝 <b>");
    }

    #[test]
    fn long_texts_are_cut() {
        let text = Text::cut("abcdef", 3, false);
        assert_eq!((text.quoted(), text.bare()), ("\"abc…".into(), "abc…".into()));
        assert_eq!(Text::cut("abc", 3, false).bare(), "abc");
        assert_eq!(Text::cut("abc", 3, true).bare(), "abc…");
    }

    #[test]
    fn quotes_inside_quotes_are_told_apart() {
        assert_eq!(Text::from("say \"hi\"").quoted(), "\"say \\\"hi\\\"\"");
    }

    #[test]
    fn fitting_counts_characters() {
        assert_eq!(fit("äöü", 3), "äöü");
        assert_eq!(fit("äöüß", 3), "äö…");
        assert_eq!(fit("ab cd", 4), "ab…");
    }
}
