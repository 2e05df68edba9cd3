//! What crosses to JavaScript as text: JSON, written from left to right.

/// Writes JSON; commas come by themselves.
#[derive(Debug, Default)]
pub(crate) struct Json {
    text: String,
    /// Whether an item of the current list or object was written.
    continues: bool,
}

impl Json {
    /// The text that a function writes.
    pub(crate) fn of(write: impl FnOnce(&mut Self)) -> String {
        let mut json = Self::default();
        write(&mut json);
        json.text
    }

    fn item(&mut self, text: &str) {
        if self.continues {
            self.text.push(',');
        }
        self.continues = true;
        self.text.push_str(text);
    }

    fn open(&mut self, bracket: &str) {
        self.item(bracket);
        self.continues = false;
    }

    fn close(&mut self, bracket: char) {
        self.text.push(bracket);
        self.continues = true;
    }

    /// A list of what a function writes.
    pub(crate) fn list(&mut self, write: impl FnOnce(&mut Self)) {
        self.open("[");
        write(self);
        self.close(']');
    }

    /// A list of items.
    pub(crate) fn each<T>(
        &mut self,
        items: impl IntoIterator<Item = T>,
        mut write: impl FnMut(&mut Self, T),
    ) {
        self.list(|json| items.into_iter().for_each(|item| write(json, item)));
    }

    /// An object of the entries that a function writes.
    pub(crate) fn object(&mut self, write: impl FnOnce(&mut Self)) {
        self.open("{");
        write(self);
        self.close('}');
    }

    /// The key of the next item.
    pub(crate) fn key(&mut self, key: &str) -> &mut Self {
        self.word(key);
        self.text.push(':');
        self.continues = false;
        self
    }

    pub(crate) fn null(&mut self) {
        self.item("null");
    }

    pub(crate) fn flag(&mut self, flag: bool) {
        self.item(if flag { "true" } else { "false" });
    }

    pub(crate) fn number(&mut self, number: u64) {
        self.item(&number.to_string());
    }

    pub(crate) fn word(&mut self, word: &str) {
        self.units(word.encode_utf16());
    }

    /// A text of UTF-16 units, lone surrogates included.
    pub(crate) fn units(&mut self, units: impl IntoIterator<Item = u16>) {
        self.item("\"");
        units.into_iter().for_each(|unit| self.unit(unit));
        self.text.push('"');
    }

    fn unit(&mut self, unit: u16) {
        const DIGITS: [char; 16] =
            ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'];
        match u8::try_from(unit) {
            Ok(byte @ (b' '..=b'!' | b'#'..=b'[' | b']'..=b'~')) => self.text.push(char::from(byte)),
            _ => {
                self.text.push_str("\\u");
                let digits = [12, 8, 4, 0].map(|shift| DIGITS[usize::from(unit >> shift & 15)]);
                self.text.extend(digits);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Json;

    #[test]
    fn what_is_written_is_json() {
        let text = Json::of(|json| {
            json.object(|json| {
                json.key("a\"\n").each([1, 20], |json, number| json.number(number));
                json.key("b").list(|json| {
                    json.units([0xd800, 0x41]);
                    json.list(|_| {});
                    json.flag(true);
                    json.null();
                });
            });
        });
        assert_eq!(text, r#"{"a\u0022\u000a":[1,20],"b":["\ud800A",[],true,null]}"#);
    }
}
