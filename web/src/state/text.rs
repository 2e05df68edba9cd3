use terrarium_inspect::Text;

/// A text in quotes, as a string is written, made safe to look at. An ellipsis stands in place of a quote where more
/// comes before or after.
pub(crate) fn quoted(text: &Text) -> String {
    let inner = escaped(text).replace('"', "\\\"");
    let open = if text.start() > 0 { '…' } else { '"' };
    let close = if is_cut_after(text) { '…' } else { '"' };
    format!("{open}{inner}{close}")
}

/// A text without quotes, as a name is written, made safe to look at.
pub(crate) fn bare(text: &Text) -> String {
    let mut inner = escaped(text);
    if is_cut_after(text) {
        inner.push('…');
    }
    inner
}

/// At most `max` characters of a text that is safe already; the last is an ellipsis where it was cut.
pub(crate) fn fit(text: &str, max: usize) -> String {
    if text.chars().count() <= max {
        return text.to_owned();
    }
    let kept: String = text.chars().take(max.saturating_sub(1)).collect();
    format!("{}…", kept.trim_end())
}

fn is_cut_after(text: &Text) -> bool {
    text.end() < text.length()
}

/// Characters that would be invisible, move what follows, or break the line are written as escapes.
fn escaped(text: &Text) -> String {
    let mut shown = String::new();
    for character in text.characters() {
        match character {
            Ok(character) => push_escaped(&mut shown, character),
            Err(unit) => shown.push_str(&format!("\\u{{{unit:x}}}")),
        }
    }
    shown
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
    use terrarium_inspect::FromJson;

    use super::*;

    fn text(json: &str) -> Text {
        Text::from_text(json).expect("a text")
    }

    #[test]
    fn what_would_deceive_is_written_out() {
        assert_eq!(bare(&Text::from("a\u{202e}b\0c\nd\u{200b}")), "a\\u{202e}b\\u{0}c\\nd\\u{200b}");
        assert_eq!(bare(&Text::from("Grüße 🐝 <b>")), "Grüße 🐝 <b>");
        assert_eq!(bare(&text(r#"["units","0061d800",2,0]"#)), "a\\u{d800}");
    }

    #[test]
    fn what_is_missing_is_shown() {
        assert_eq!(quoted(&text(r#"["text","abc",6,0]"#)), "\"abc…");
        assert_eq!(quoted(&text(r#"["text","bcd",6,1]"#)), "…bcd…");
        assert_eq!(quoted(&text(r#"["text","f",6,5]"#)), "…f\"");
        assert_eq!(bare(&text(r#"["text","abc",6,0]"#)), "abc…");
        assert_eq!(quoted(&Text::from("abc")), "\"abc\"");
    }

    #[test]
    fn quotes_inside_quotes_are_told_apart() {
        assert_eq!(quoted(&Text::from("say \"hi\"")), "\"say \\\"hi\\\"\"");
    }

    #[test]
    fn fitting_counts_characters() {
        assert_eq!(fit("äöü", 3), "äöü");
        assert_eq!(fit("äöüß", 3), "äö…");
        assert_eq!(fit("ab cd", 4), "ab…");
    }
}
